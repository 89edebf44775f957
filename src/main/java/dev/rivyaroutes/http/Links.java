package dev.rivyaroutes.http;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The addresses of things, as paths: the caller knows the host, and a proxy may have another. */
@Component
public class Links {
  private final String base;
  private final String accounts;

  Links(@Value("${server.servlet.context-path:}") String contextPath) {
    this.base = contextPath + "/api/jobs/";
    this.accounts = contextPath + "/api/accounts/";
  }

  public String job(String id) {
    return base + id;
  }

  public String credits(String account) {
    return accounts + account + "/credits";
  }

  public String file(String id, int n) {
    return base + id + "/files/" + n;
  }
}
