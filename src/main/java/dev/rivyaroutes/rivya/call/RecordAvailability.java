package dev.rivyaroutes.rivya.call;

import dev.rivyaroutes.account.TrackAvailability;
import dev.rivyaroutes.outbound.CallFailed;
import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** Records for each call of an account whether Rivya answers it; the answer is judged later. */
final class RecordAvailability implements ExecChainHandler {

  private final TrackAvailability availability;
  private final MeasureCalls measure;
  private final String account;

  RecordAvailability(TrackAvailability availability, MeasureCalls measure, String account) {
    this.availability = availability;
    this.measure = measure;
    this.account = account;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    MeasureCalls.Call call = measure.begin(account, request.getMethod(), request.getPath());
    try {
      ClassicHttpResponse answer = chain.proceed(request, scope);
      availability.answered(account);
      return answer;
    } catch (CallFailed e) {
      availability.failed(account, e.getMessage());
      measure.end(call, MeasureCalls.NO_ANSWER);
      throw e;
    }
  }
}
