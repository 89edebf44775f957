package dev.rivyaroutes.brief.s3;

/** A listed object was written by this program itself, and so is no brief. */
class OwnS3Object extends Exception {
  private static final long serialVersionUID = 1;

  OwnS3Object(S3Object object) {
    super(object.address() + " was written by this program and is no brief", null, false, false);
  }
}
