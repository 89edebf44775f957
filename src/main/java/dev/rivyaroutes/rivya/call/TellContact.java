package dev.rivyaroutes.rivya.call;

import dev.rivyaroutes.account.WatchContact;
import dev.rivyaroutes.outbound.CallFailed;
import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** Tells whether Rivya answers each call of an account. */
final class TellContact implements ExecChainHandler {

  private final WatchContact contact;
  private final String account;

  TellContact(WatchContact contact, String account) {
    this.contact = contact;
    this.account = account;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    try {
      ClassicHttpResponse answer = chain.proceed(request, scope);
      contact.answered(account);
      return answer;
    } catch (CallFailed e) {
      contact.failed(account, e.getMessage());
      throw e;
    }
  }
}
