package dev.rivyaroutes.flowtest.end;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An object of {@link MemoryS3}, in the forms in which its answers have it. */
record StoredObject(
    String bucket,
    String key,
    byte[] bytes,
    String type,
    Map<String, String> metadata,
    String eTag,
    Instant at) {

  HeadObjectResponse head() {
    return HeadObjectResponse.builder()
        .eTag(eTag)
        .contentLength((long) bytes.length)
        .contentType(type)
        .metadata(metadata)
        .lastModified(at)
        .build();
  }

  GetObjectResponse get() {
    return GetObjectResponse.builder()
        .eTag(eTag)
        .contentLength((long) bytes.length)
        .contentType(type)
        .metadata(metadata)
        .lastModified(at)
        .build();
  }

  S3Object listed() {
    return S3Object.builder()
        .key(key)
        .eTag(eTag)
        .size((long) bytes.length)
        .lastModified(at)
        .build();
  }

  ObjectNode item(ContentFacts facts) {
    ObjectNode item =
        Json.PLAIN.createObjectNode().put("bucket", bucket).put("name", key).put("type", type);
    ObjectNode properties = item.putObject("properties");
    metadata.forEach(properties::put);
    return facts.add(item, bytes);
  }
}
