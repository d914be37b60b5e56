package dev.rollforward.objectstore;

import dev.rollforward.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a user has put down in {@code ~/.aws}: static credentials, region and endpoint of one
 * profile. A profile that says how to get credentials, by a role or single sign-on, is left to
 * Lance and OpenDAL.
 */
final class AwsProfile {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "aws_access_key_id", "aws_access_key_id",
          "aws_secret_access_key", "aws_secret_access_key",
          "aws_session_token", "aws_session_token",
          "region", "aws_region",
          "endpoint_url", "aws_endpoint");

  private AwsProfile() {}

  /**
   * The options that the profile gives, by their names; none if there is no such profile.
   *
   * @throws StoreException if there is a file and it cannot be read
   */
  static Map<String, String> read(UnaryOperator<String> environment, Path home) {
    String profile = Optional.ofNullable(environment.apply("AWS_PROFILE")).orElse("default");
    Map<String, String> options = new HashMap<>();
    readSection(file(environment, "AWS_CONFIG_FILE", home, "config"), profile, options);
    readSection(
        file(environment, "AWS_SHARED_CREDENTIALS_FILE", home, "credentials"), profile, options);
    return options;
  }

  private static Path file(
      UnaryOperator<String> environment, String variable, Path home, String name) {
    return Optional.ofNullable(environment.apply(variable))
        .map(Path::of)
        .orElseGet(() -> home.resolve(".aws").resolve(name));
  }

  /**
   * The credentials file heads a section with the profile, the config file says "profile" first.
   */
  private static void readSection(Path file, String profile, Map<String, String> options) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    boolean inside = false;
    try {
      for (String line : Files.readAllLines(file)) {
        String text = line.strip();
        if (text.startsWith("[")) {
          String section = text.replaceAll("^\\[\\s*(profile\\s+)?|\\s*\\].*$", "");
          inside = section.equals(profile);
        } else if (inside && !line.startsWith(" ") && text.contains("=")) {
          String name = text.substring(0, text.indexOf('=')).strip();
          String value = text.substring(text.indexOf('=') + 1).strip();
          Optional.ofNullable(OPTIONS.get(name)).ifPresent(option -> options.put(option, value));
        }
      }
    } catch (IOException e) {
      throw new StoreException("cannot read the AWS profiles in " + file + ": " + e, e);
    }
  }
}
