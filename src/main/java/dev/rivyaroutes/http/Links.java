package dev.rivyaroutes.http;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Addresses as paths, because behind a proxy the program may not know its own host. */
@Component
public class Links {
  private final String base;
  private final String accounts;
  private final String quarantine;
  private final String bulkOrders;

  Links(@Value("${server.servlet.context-path:}") String contextPath) {
    this.base = contextPath + "/api/jobs/";
    this.accounts = contextPath + "/api/accounts/";
    this.bulkOrders = contextPath + "/api/bulk-orders/";
    this.quarantine = contextPath + "/api/quarantine/";
  }

  public String job(String id) {
    return base + id;
  }

  public String credits(String account) {
    return accounts + account + "/credits";
  }

  public String quarantined(String id) {
    return quarantine + id;
  }

  public String bulkOrder(String id) {
    return bulkOrders + id;
  }

  public String file(String id, int n) {
    return base + id + "/files/" + n;
  }

  public String reference(String id, int n) {
    return base + id + "/references/" + n;
  }
}
