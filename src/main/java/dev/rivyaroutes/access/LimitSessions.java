package dev.rivyaroutes.access;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives each user a few sessions at most, made at the login and nowhere else: a further login ends
 * the oldest one.
 */
final class LimitSessions implements HttpSessionListener {
  private static final int MOST = 10;

  private final Map<String, Deque<HttpSession>> sessions = new HashMap<>();

  void made(String user, HttpSession session) {
    HttpSession oldest = null;
    synchronized (sessions) {
      Deque<HttpSession> ofUser = sessions.computeIfAbsent(user, name -> new ArrayDeque<>());
      ofUser.remove(session);
      ofUser.add(session);
      if (ofUser.size() > MOST) {
        oldest = ofUser.remove();
      }
    }
    if (oldest != null) {
      end(oldest);
    }
  }

  private static void end(HttpSession session) {
    try {
      session.invalidate();
    } catch (IllegalStateException e) {
      // It has ended by itself meanwhile.
    }
  }

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    synchronized (sessions) {
      sessions
          .values()
          .removeIf(
              ofUser -> {
                ofUser.removeIf(session -> session.getId().equals(event.getSession().getId()));
                return ofUser.isEmpty();
              });
    }
  }
}
