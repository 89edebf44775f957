package dev.rivyaroutes.brief.s3;

/** The object is no longer what was listed. The next look at the bucket finds what it is now. */
class S3ObjectChanged extends Exception {
  S3ObjectChanged(S3Object object) {
    super(object.address() + " was replaced or removed after it was listed");
  }
}
