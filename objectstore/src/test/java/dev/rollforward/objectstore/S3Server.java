package dev.rollforward.objectstore;

import dev.rollforward.OpenOptions;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/**
 * A real S3 server in this JVM, with one bucket, in memory: s3proxy. It lives as long as the JVM,
 * and each test takes a folder of its own.
 */
final class S3Server {
  static final String BUCKET = "bucket";
  static final String KEY = "test-key";
  static final String SECRET = "test-secret";

  private static final S3Server SHARED = start();
  private static final AtomicInteger FOLDERS = new AtomicInteger();

  private final URI endpoint;

  private S3Server(URI endpoint) {
    this.endpoint = endpoint;
  }

  static S3Server shared() {
    return SHARED;
  }

  private static S3Server start() {
    TransientNio2BlobStore store = new TransientNio2BlobStore();
    store.createContainer(CreateBucketRequest.builder().bucket(BUCKET).build());
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(new WithoutTemporaries(store))
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
            .build();
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException("s3proxy did not start", e);
    }
    return new S3Server(URI.create("http://127.0.0.1:" + proxy.getPort()));
  }

  URI endpoint() {
    return endpoint;
  }

  /** A folder that no other test has. */
  static URI newRoot() {
    return URI.create("s3://" + BUCKET + "/tests/" + FOLDERS.incrementAndGet());
  }

  /** What reaches the server directly. */
  Map<String, String> options() {
    return options(endpoint);
  }

  /** What reaches it through {@code proxy}. */
  static Map<String, String> options(URI proxy) {
    return Map.of(
        "aws_access_key_id",
        KEY,
        "aws_secret_access_key",
        SECRET,
        "aws_region",
        "us-east-1",
        "aws_endpoint",
        proxy.toString());
  }

  /** The same for Lance alone. */
  static Map<String, String> forLance(URI proxy) {
    Map<String, String> options = new TreeMap<>(options(proxy));
    options.put("allow_http", "true");
    return options;
  }

  /** As options of a group. */
  static OpenOptions.Builder open(URI proxy) {
    OpenOptions.Builder builder = OpenOptions.builder();
    new TreeMap<>(options(proxy)).forEach(builder::storageOption);
    return builder;
  }
}
