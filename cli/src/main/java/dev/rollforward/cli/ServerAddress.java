package dev.rollforward.cli;

import dev.rollforward.spec.UsageException;
import dev.rollforward.spec.tlc.DistributedRun;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code HOST:PORT}, of which either may be left out. */
final class ServerAddress implements ITypeConverter<DistributedRun.Address> {
  /** TLC's own default. */
  private static final int PORT = 10997;

  private static final Pattern FORM = Pattern.compile("([^:]*)(?::([0-9]{1,5}))?");

  @Override
  public DistributedRun.Address convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + text + "' is not HOST, :PORT or HOST:PORT");
    }
    String host = matcher.group(1).isEmpty() ? thisMachine() : matcher.group(1);
    int port = matcher.group(2) == null ? PORT : Integer.parseInt(matcher.group(2));
    try {
      return new DistributedRun.Address(host, port);
    } catch (UsageException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static String thisMachine() {
    try {
      return InetAddress.getLocalHost().getHostAddress();
    } catch (UnknownHostException e) {
      throw new TypeConversionException(
          "cannot tell the address of this machine (" + e.getMessage() + "); give HOST");
    }
  }
}
