package dev.rivyaroutes.brief.s3;

/** An object is not a brief, or not the one that was listed. The next poll lists what it is now. */
class S3ObjectSkipped extends Exception {
  private static final long serialVersionUID = 1;

  private S3ObjectSkipped(String message) {
    super(message, null, false, false);
  }

  static S3ObjectSkipped changed(S3Object object) {
    return new S3ObjectSkipped(object.address() + " was replaced or removed after it was listed");
  }

  static S3ObjectSkipped own(S3Object object) {
    return new S3ObjectSkipped(object.address() + " was written by this program");
  }
}
