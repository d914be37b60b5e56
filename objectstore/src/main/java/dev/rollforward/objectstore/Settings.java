package dev.rollforward.objectstore;

import dev.rollforward.objectstore.Service.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How a store is reached, resolved once for Lance and for OpenDAL, so that both always mean the
 * same: an option goes before the environment, and that before the profile. Where none gives
 * credentials, each of the two asks the platform itself: the instance's role, a web identity.
 */
final class Settings {
  private static final String ENDPOINT = "aws_endpoint";
  private static final String KEY = "aws_access_key_id";
  private static final Set<String> CREDENTIALS =
      Set.of(KEY, "aws_secret_access_key", "aws_session_token");
  private static final String ALLOW_HTTP = "allow_http";

  private final Service service;
  private final Map<String, String> common;
  private final Map<String, String> ofLanceOnly;

  private Settings(Service service, Map<String, String> common, Map<String, String> ofLanceOnly) {
    this.service = service;
    this.common = common;
    this.ofLanceOnly = ofLanceOnly;
  }

  /**
   * @throws IllegalArgumentException if an option is of another service
   */
  static Settings of(
      Service service, Map<String, String> options, UnaryOperator<String> environment, Path home) {
    List<Map<String, String>> sources =
        List.of(
            options,
            ofEnvironment(service, environment),
            service == Service.S3 ? AwsProfile.read(environment, home) : Map.of());
    Map<String, String> common = new HashMap<>();
    Map<String, String> rest = new HashMap<>(options);
    for (Setting setting : service.settings()) {
      rest.remove(setting.option());
      sources.stream()
          .filter(source -> !CREDENTIALS.contains(setting.option()) || isFirst(source, sources))
          .flatMap(source -> Optional.ofNullable(source.get(setting.option())).stream())
          .findFirst()
          .ifPresent(value -> common.put(setting.option(), value));
    }
    refuseForeign(service, rest);
    allowHttp(common, rest);
    return new Settings(service, common, rest);
  }

  private static Map<String, String> ofEnvironment(
      Service service, UnaryOperator<String> environment) {
    Map<String, String> values = new HashMap<>();
    for (Setting setting : service.settings()) {
      setting.variables().stream()
          .flatMap(variable -> Optional.ofNullable(environment.apply(variable)).stream())
          .filter(value -> !value.isEmpty())
          .findFirst()
          .ifPresent(value -> values.put(setting.option(), value));
    }
    return values;
  }

  /** A secret and a token belong to their key: those of another place would not fit it. */
  private static boolean isFirst(Map<String, String> source, List<Map<String, String>> sources) {
    return sources.stream()
        .filter(any -> any.containsKey(KEY))
        .findFirst()
        .map(first -> first == source)
        .orElse(true);
  }

  private static void refuseForeign(Service service, Map<String, String> rest) {
    for (Service other : Service.values()) {
      for (Setting setting : other.settings()) {
        if (other != service && rest.containsKey(setting.option())) {
          throw new IllegalArgumentException(
              "storage option '"
                  + setting.option()
                  + "' is for "
                  + other.scheme()
                  + ":, and the root is of "
                  + service.scheme()
                  + ":");
        }
      }
    }
  }

  /** Lance wants to be told; who names an endpoint without TLS has done so. */
  private static void allowHttp(Map<String, String> common, Map<String, String> rest) {
    if (common.getOrDefault(ENDPOINT, "").startsWith("http://")) {
      rest.putIfAbsent(ALLOW_HTTP, "true");
    }
  }

  /** For Lance, which takes options of its own too. */
  Map<String, String> forLance(Duration deadline) {
    Map<String, String> lance = new HashMap<>(common);
    lance.putAll(ofLanceOnly);
    lance.putIfAbsent("timeout", deadline.toMillis() + "ms");
    return lance;
  }

  Map<String, String> forOpenDal(ObjectStores.Location location) {
    Map<String, String> openDal = new HashMap<>();
    service.settings().stream()
        .filter(setting -> common.containsKey(setting.option()))
        .forEach(setting -> openDal.put(setting.inOpenDal(), common.get(setting.option())));
    openDal.put(service.place(), location.bucket());
    openDal.put("root", "/" + location.folder());
    if (service == Service.AZURE && common.containsKey("azure_storage_account_name")) {
      openDal.putIfAbsent(
          "endpoint",
          "https://" + common.get("azure_storage_account_name") + ".blob.core.windows.net");
    }
    return openDal;
  }
}
