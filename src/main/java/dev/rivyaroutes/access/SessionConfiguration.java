package dev.rivyaroutes.access;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sessions of people: their cookie, how many there are, and how long they last. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(LoginProperties.class)
class SessionConfiguration {

  @Bean
  CookieSettings cookieSettings(@Value("${rivya.public-url:}") String publicUrl) {
    return new CookieSettings(publicUrl.regionMatches(true, 0, "https:", 0, 6));
  }

  /** The session's cookie is as safe as the others. */
  @Bean
  ServletContextInitializer sessionCookie(CookieSettings cookies) {
    return context -> context.getSessionCookieConfig().setSecure(cookies.https());
  }

  @Bean
  LimitSessions limitSessions() {
    return new LimitSessions();
  }

  @Bean
  FilterRegistrationBean<EndOldLogins> endOldLogins(LoginProperties login, Clock clock) {
    FilterRegistrationBean<EndOldLogins> filter =
        new FilterRegistrationBean<>(new EndOldLogins(login.maxAge(), clock));
    filter.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER - 1);
    return filter;
  }
}
