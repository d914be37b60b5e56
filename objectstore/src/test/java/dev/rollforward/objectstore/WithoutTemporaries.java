package dev.rollforward.objectstore;

import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * s3proxy writes an object under a name of its own first, {@code <key>-<uuid>}, and lists it under
 * that meanwhile. An object store does not.
 */
final class WithoutTemporaries extends ForwardingBlobStore {
  private static final Pattern TEMPORARY =
      Pattern.compile(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  WithoutTemporaries(BlobStore store) {
    super(store);
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    ListObjectsV2Response listed = super.list(request);
    return listed.toBuilder()
        .contents(
            listed.contents().stream()
                .filter(object -> !TEMPORARY.matcher(object.key()).matches())
                .toList())
        .build();
  }
}
