package dev.rollforward.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.StoreException;
import dev.rollforward.port.Created;
import dev.rollforward.store.blob.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.opendal.AsyncOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options, environment and profile, which reach a store for Lance and for OpenDAL alike. */
class SettingsTest {
  private static final Duration DEADLINE = Duration.ofSeconds(7);

  @TempDir private Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> options = new HashMap<>();

  @BeforeEach
  void profile() throws IOException {
    Path folder = Files.createDirectory(home.resolve(".aws"));
    Files.writeString(
        folder.resolve("config"),
        """
        [default]
        region = eu-west-1
        s3 =
          region = nested
        [profile other]
        region=eu-west-2
        """);
    Files.writeString(
        folder.resolve("credentials"),
        """
        # of a test
        [other]
        aws_access_key_id = other-key
        [default]
        aws_access_key_id = profile-key
        aws_secret_access_key = profile-secret
        aws_session_token = profile-token
        """);
  }

  private Settings settings() {
    return Settings.of(Service.S3, options, environment::get, home);
  }

  private Map<String, String> forLance() {
    return settings().forLance(DEADLINE);
  }

  private Map<String, String> forOpenDal() {
    return settings().forOpenDal(ObjectStores.Location.of(URI.create("s3://b/some/folder")));
  }

  @Test
  void whatNobodyElseSaysTheProfileDoes() {
    assertThat(forLance())
        .containsEntry("aws_access_key_id", "profile-key")
        .containsEntry("aws_secret_access_key", "profile-secret")
        .containsEntry("aws_session_token", "profile-token")
        .containsEntry("aws_region", "eu-west-1")
        .containsEntry("timeout", "7000ms")
        .doesNotContainKey("allow_http");
    assertThat(forOpenDal())
        .containsEntry("access_key_id", "profile-key")
        .containsEntry("secret_access_key", "profile-secret")
        .containsEntry("session_token", "profile-token")
        .containsEntry("region", "eu-west-1")
        .containsEntry("bucket", "b")
        .containsEntry("root", "/some/folder");
    environment.put("AWS_PROFILE", "other");
    assertThat(forLance())
        .containsEntry("aws_access_key_id", "other-key")
        .containsEntry("aws_region", "eu-west-2")
        .doesNotContainKey("aws_secret_access_key");
  }

  @Test
  void theEnvironmentGoesBeforeTheProfileAndAnOptionBeforeBoth() {
    environment.put("AWS_REGION", "of-environment");
    environment.put("AWS_ENDPOINT_URL", "http://of.environment");
    assertThat(forLance())
        .containsEntry("aws_region", "of-environment")
        .containsEntry("aws_endpoint", "http://of.environment")
        .containsEntry("allow_http", "true");
    options.put("aws_region", "of-option");
    options.put("client_max_retries", "2");
    assertThat(forLance())
        .containsEntry("aws_region", "of-option")
        .containsEntry("client_max_retries", "2");
    assertThat(forOpenDal())
        .containsEntry("region", "of-option")
        .containsEntry("endpoint", "http://of.environment")
        .doesNotContainKey("client_max_retries");
  }

  /** The token of one key makes another invalid. */
  @Test
  void credentialsAreOfOnePlace() {
    environment.put("AWS_ACCESS_KEY_ID", "environment-key");
    environment.put("AWS_SECRET_ACCESS_KEY", "environment-secret");
    assertThat(forLance())
        .containsEntry("aws_access_key_id", "environment-key")
        .containsEntry("aws_secret_access_key", "environment-secret")
        .doesNotContainKey("aws_session_token");
    environment.put("AWS_SESSION_TOKEN", "environment-token");
    options.put("aws_access_key_id", "option-key");
    options.put("aws_secret_access_key", "option-secret");
    assertThat(forLance())
        .containsEntry("aws_access_key_id", "option-key")
        .containsEntry("aws_secret_access_key", "option-secret")
        .doesNotContainKey("aws_session_token");
  }

  @Test
  void anOptionOfAnotherStoreIsRefused() {
    options.put("azure_storage_account_name", "x");
    assertThatThrownBy(this::settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'azure_storage_account_name' is for az:");
  }

  @Test
  void aProfileAloneReachesTheServer() throws IOException {
    Files.writeString(
        home.resolve(".aws").resolve("credentials"),
        String.join(
            "\n",
            "[default]",
            "aws_access_key_id=" + S3Server.KEY,
            "aws_secret_access_key=" + S3Server.SECRET,
            "endpoint_url=" + S3Server.shared().endpoint()));
    try (Storage storage =
        new ObjectStores(environment::get, home).open(S3Server.newRoot(), options, DEADLINE)) {
      assertThat(storage.blobs().create("key", "x".getBytes(UTF_8))).isEqualTo(Created.CREATED);
      assertThat(storage.toString()).doesNotContain(S3Server.SECRET);
      assertThat(storage.tableOptions()).containsEntry("aws_secret_access_key", S3Server.SECRET);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "aws_secret_access_key, wrong, Check credentials",
    "aws_access_key_id, nobody, Check credentials"
  })
  void wrongCredentialsAreToldWithTheRemedy(String option, String value, String remedy) {
    options.putAll(S3Server.shared().options());
    options.put(option, value);
    try (Storage storage =
        new ObjectStores(environment::get, home).open(S3Server.newRoot(), options, DEADLINE)) {
      assertThatThrownBy(() -> storage.blobs().create("key", new byte[1]))
          .isInstanceOf(StoreException.class)
          .isNotInstanceOf(StoreException.OutcomeUnknown.class)
          .hasMessageContaining("did not create s3://")
          .hasMessageContaining(remedy);
    }
  }

  @Test
  void aBucketThatDoesNotExistIsToldWithTheRemedy() {
    options.putAll(S3Server.shared().options());
    try (Storage storage =
        new ObjectStores(environment::get, home)
            .open(URI.create("s3://nobodys/folder"), options, DEADLINE)) {
      assertThatThrownBy(() -> storage.blobs().create("key", new byte[1]))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("Check that the bucket exists");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:///folder",
        "s3://user@bucket/folder",
        "s3://bucket:80/folder",
        "s3://bucket/a//b",
        "s3://bucket/a/../b",
        "s3://bucket/a%20b"
      })
  void anotherFormOfTheRootIsRefused(String root) {
    assertThatThrownBy(
            () ->
                new ObjectStores(environment::get, home).open(URI.create(root), options, DEADLINE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(root);
  }

  /** No server of Google's or Azure's is at hand, so this is all that is checked of them. */
  @ParameterizedTest
  @CsvSource({
    "S3, s3://b/f, aws_region, x",
    "GCS, gs://b/f, google_skip_signature, true",
    "AZURE, az://b/f, azure_storage_account_name, x"
  })
  void openDalCanPutIfAbsentToEachOfThem(Service service, URI root, String option, String value) {
    Map<String, String> settings =
        Settings.of(service, Map.of(option, value), variable -> null, home)
            .forOpenDal(ObjectStores.Location.of(root));
    assertThat(settings).containsValue(value);
    try (AsyncOperator operator = AsyncOperator.of(service.inOpenDal(), settings)) {
      assertThat(operator.info.getFullCapability().isWriteWithIfNotExists()).isTrue();
      assertThat(operator.info.getFullCapability().isWriteWithContentType()).isTrue();
    }
  }
}
