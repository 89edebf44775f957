package dev.rivyaroutes.http;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The addresses of things, as paths: the caller knows the host, and a proxy may have another. */
@Component
class Links {
  private final String base;

  Links(@Value("${server.servlet.context-path:}") String contextPath) {
    this.base = contextPath + "/api/jobs/";
  }

  String job(String id) {
    return base + id;
  }

  String file(String id, int n) {
    return base + id + "/files/" + n;
  }
}
