package dev.rivyaroutes.delivery;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.WebAddress;

/** Links to results for people and programs that may read the job. They hold no secret. */
public final class ResultLinks {

  private final String base;

  private ResultLinks(String base) {
    this.base = base;
  }

  /**
   * @throws IllegalArgumentException with key and remedy, when the address is not a web address
   */
  public static ResultLinks of(PublicUrlProperties properties) {
    Require.that(
        properties.publicUrl().matches("(?i)https?://[^/].*"),
        "rivya.public-url is \"%s\"; it must be this program's address, such as https://routes.example.com."
            .formatted(properties.publicUrl()));
    return new ResultLinks(WebAddress.base(properties.publicUrl()));
  }

  public String job(Result result) {
    return base + "/api/jobs/" + result.jobId();
  }

  public String file(Result result, ResultFile file) {
    return job(result) + "/files/" + file.n();
  }
}
