package dev.rollforward.objectstore;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The object stores, and the settings that both Lance and OpenDAL know of each. */
enum Service {
  /** Amazon S3, and what speaks its protocol. */
  S3(
      "s3",
      "s3",
      "bucket",
      List.of(
          new Setting("aws_access_key_id", "access_key_id", "AWS_ACCESS_KEY_ID"),
          new Setting("aws_secret_access_key", "secret_access_key", "AWS_SECRET_ACCESS_KEY"),
          new Setting("aws_session_token", "session_token", "AWS_SESSION_TOKEN"),
          new Setting("aws_region", "region", "AWS_REGION", "AWS_DEFAULT_REGION"),
          new Setting("aws_endpoint", "endpoint", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"),
          new Setting(
              "aws_virtual_hosted_style_request",
              "enable_virtual_host_style",
              "AWS_VIRTUAL_HOSTED_STYLE_REQUEST"),
          new Setting("aws_skip_signature", "allow_anonymous", "AWS_SKIP_SIGNATURE"),
          new Setting(
              "aws_server_side_encryption", "server_side_encryption", "AWS_SERVER_SIDE_ENCRYPTION"),
          new Setting(
              "aws_sse_kms_key_id",
              "server_side_encryption_aws_kms_key_id",
              "AWS_SSE_KMS_KEY_ID"))),

  /** Google Cloud Storage. */
  GCS(
      "gs",
      "gcs",
      "bucket",
      List.of(
          new Setting(
              "google_application_credentials",
              "credential_path",
              "GOOGLE_APPLICATION_CREDENTIALS"),
          new Setting("google_skip_signature", "allow_anonymous", "GOOGLE_SKIP_SIGNATURE"))),

  /** Azure Blob Storage. */
  AZURE(
      "az",
      "azblob",
      "container",
      List.of(
          new Setting("azure_storage_account_name", "account_name", "AZURE_STORAGE_ACCOUNT_NAME"),
          new Setting("azure_storage_account_key", "account_key", "AZURE_STORAGE_ACCOUNT_KEY"),
          new Setting("azure_storage_sas_key", "sas_token", "AZURE_STORAGE_SAS_KEY"),
          new Setting("azure_endpoint", "endpoint", "AZURE_ENDPOINT")));

  private final String scheme;
  private final String inOpenDal;
  private final String place;
  private final List<Setting> settings;

  Service(String scheme, String inOpenDal, String place, List<Setting> settings) {
    this.scheme = scheme;
    this.inOpenDal = inOpenDal;
    this.place = place;
    this.settings = settings;
  }

  /** The service of a URI of one of the schemes. */
  static Service of(URI root) {
    String scheme = root.getScheme().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(service -> service.scheme.equals(scheme))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no object store: " + root));
  }

  String scheme() {
    return scheme;
  }

  String inOpenDal() {
    return inOpenDal;
  }

  /** What OpenDAL calls the bucket. */
  String place() {
    return place;
  }

  List<Setting> settings() {
    return settings;
  }

  /**
   * One setting.
   *
   * @param option its name as an option, which is Lance's
   * @param inOpenDal its name there
   * @param variables of the environment, the first that is set counts
   */
  record Setting(String option, String inOpenDal, List<String> variables) {
    Setting(String option, String inOpenDal, String... variables) {
      this(option, inOpenDal, List.of(variables));
    }
  }
}
