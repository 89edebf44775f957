package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.brief.DropSourceContract;
import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** The mail source on a real IMAP server. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MailSourceContractTest implements DropSourceContract {
  private MailHouse house;

  @BeforeEach
  void open() throws Exception {
    house = new MailHouse();
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  @Override
  public SourceWorld world() {
    return house.world;
  }

  @Override
  public SourceProcess start(String name, Map<String, String> parameters) throws Exception {
    SourceProcess process = house.start(name, parameters);
    if (!parameters.containsKey("connection")) {
      until(() -> world().source() != null && world().source().polledAt() != null);
    }
    return process;
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("max-per-sender", "none", "delay", DELAY);
  }

  @Override
  public void put(String text) throws Exception {
    house.deliver(text, "Order", text);
  }

  @Override
  public void putAgain(String text) throws Exception {
    house.server.deliver(
        "Received: by other.example.com; Mon, 23 Nov 2026 10:00:00 +0000\n"
            + MailHouse.mail(text, "Order", text));
  }

  @Override
  public void putWithPicture(String text) throws Exception {
    house.server.deliver(
        MailHouse.proof("example.com")
            + """
            From: anna@example.com
            Subject: %s
            Message-ID: <%s@example.com>
            Content-Type: image/png
            Content-Disposition: attachment; filename=cat.png
            Content-Transfer-Encoding: base64

            %s
            """
                .formatted(text, text, Base64.getEncoder().encodeToString(Briefs.PNG)));
  }

  @Override
  public void putPoison(int n) throws Exception {
    house.server.deliver(
        "From: forged-%d@example.com\nSubject: [ poison %d\nDate: no date\n\nPay me\n"
            .formatted(n, n));
  }

  @Override
  public List<String> refused() {
    return world().quarantined().stream().map(one -> one.message().refusal().reason()).toList();
  }

  @Override
  public void leave() throws Exception {
    house.imap.shut();
  }

  @Override
  public void comeBack() throws Exception {
    house.imap.open();
  }

  @Override
  public Map<String, String> wrongCredential() {
    return Map.of("connection", "wrong", "delay", DELAY);
  }

  @Override
  public String refusedLogin() {
    return "password";
  }
}
