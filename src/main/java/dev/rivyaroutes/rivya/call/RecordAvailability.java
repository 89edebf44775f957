package dev.rivyaroutes.rivya.call;

import dev.rivyaroutes.account.TrackAvailability;
import dev.rivyaroutes.outbound.CallFailed;
import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** Records for each call of an account whether Rivya answers it. */
final class RecordAvailability implements ExecChainHandler {

  private final TrackAvailability availability;
  private final String account;

  RecordAvailability(TrackAvailability availability, String account) {
    this.availability = availability;
    this.account = account;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    try {
      ClassicHttpResponse answer = chain.proceed(request, scope);
      availability.answered(account);
      return answer;
    } catch (CallFailed e) {
      availability.failed(account, e.getMessage());
      throw e;
    }
  }
}
