package dev.rivyaroutes.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.testing.LogLines;
import dev.rivyaroutes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

class CheckPasswordsTest {
  private static final String RIGHT = "right";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-27T10:00:00Z"));
  private final CheckPasswords check = new CheckPasswords(CheckPasswordsTest::judge, clock);

  private static Authentication judge(Authentication login) {
    if (!RIGHT.equals(login.getCredentials())) {
      throw new BadCredentialsException("wrong");
    }
    return UsernamePasswordAuthenticationToken.authenticated(login.getName(), null, List.of());
  }

  private static Authentication login(String name, String password, String address) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr(address);
    UsernamePasswordAuthenticationToken login =
        UsernamePasswordAuthenticationToken.unauthenticated(name, password);
    login.setDetails(new WebAuthenticationDetails(request));
    return login;
  }

  /** How often a guess is looked at, of so many. */
  private int guesses(int count, String name, String address) {
    int taken = 0;
    for (int i = 0; i < count; i++) {
      try {
        check.authenticate(login(name, "guess-" + i, address));
      } catch (BadCredentialsException e) {
        taken++;
      } catch (LoginRefused e) {
        continue;
      }
    }
    return taken;
  }

  @Test
  void slowsACallerDownThatGuesses() {
    assertThat(guesses(1000, "ops", "192.0.2.1")).isEqualTo(5);

    LoginRefused refused =
        catchThrowableOfType(
            LoginRefused.class, () -> check.authenticate(login("ops", RIGHT, "192.0.2.1")));
    assertThat(refused.isBusy()).isFalse();
    assertThat(refused.retryAfter()).isBetween(1L, 3L);
  }

  @Test
  void takesAllSpellingsOfAUserForOne() {
    assertThat(guesses(5, "ops", "192.0.2.1")).isEqualTo(5);
    assertThat(guesses(1, "OPS", "192.0.2.1") + guesses(1, "oPs", "192.0.2.1")).isZero();
  }

  @Test
  void makesEachWaitLongerThanTheLastUpToAMinute() {
    guesses(5, "ops", "192.0.2.1");
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      waits.add(
          catchThrowableOfType(
                  LoginRefused.class, () -> check.authenticate(login("ops", RIGHT, "192.0.2.1")))
              .retryAfter());
      clock.forward(Duration.ofSeconds(waits.get(i)));
      assertThat(guesses(1, "ops", "192.0.2.1")).isEqualTo(1);
    }

    assertThat(waits).isSorted().endsWith(61L, 61L);
  }

  @Test
  void letsTheUserInFromElsewhereMeanwhile() {
    for (int i = 0; i < 200; i++) {
      guesses(20, "ops", "192.0.2." + i);
    }

    assertThat(check.authenticate(login("ops", RIGHT, "198.51.100.7")).isAuthenticated()).isTrue();
  }

  @Test
  void countsAllThatAnAddressGuesses() {
    int taken = 0;
    for (int i = 0; i < 500; i++) {
      taken += guesses(1, "name-" + i, "192.0.2.1");
    }

    assertThat(taken).isEqualTo(20);
  }

  @Test
  void takesTheAddressesOfOneNetworkForOne() {
    int taken = 0;
    for (int i = 1; i <= 500; i++) {
      taken += guesses(1, "ops", "2001:db8::" + Integer.toHexString(i));
    }

    assertThat(taken).isEqualTo(5);
  }

  @Test
  void forgetsAUsersOwnMistakes() {
    for (int i = 0; i < 10; i++) {
      guesses(4, "ops", "192.0.2.1");
      clock.forward(Duration.ofMinutes(2));
      check.authenticate(login("ops", RIGHT, "192.0.2.1"));
    }
  }

  @Test
  void checksAFewAtOnceAndRefusesTheOthers() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger entered = new AtomicInteger();
    AuthenticationManager slow =
        login -> {
          entered.incrementAndGet();
          try {
            end.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return judge(login);
        };
    CheckPasswords busy = new CheckPasswords(slow, clock);
    ExecutorService callers = Executors.newFixedThreadPool(50);
    try {
      List<Future<Authentication>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String address = "192.0.2." + i;
        calls.add(callers.submit(() -> busy.authenticate(login("ops", RIGHT, address))));
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> calls.stream().filter(Future::isDone).count() == 48);
      assertThat(entered).hasValue(2);
      end.countDown();
      assertThat(calls)
          .filteredOn(CheckPasswordsTest::isBusy)
          .as("those that were turned away")
          .hasSize(48);
    } finally {
      end.countDown();
      callers.shutdown();
    }
  }

  private static boolean isBusy(Future<Authentication> call) {
    try {
      return !call.get().isAuthenticated();
    } catch (ExecutionException e) {
      return e.getCause() instanceof LoginRefused refused && refused.isBusy();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void saysItOnceAMinuteWithTheCount() {
    try (LogLines lines = LogLines.of(CheckPasswords.class)) {
      guesses(300, "evil\nWARN forged", "192.0.2.1");
      clock.forward(Duration.ofSeconds(61));
      guesses(1, "ops", "192.0.2.1");

      assertThat(lines.all()).filteredOn(line -> line.contains("wrong passwords")).hasSize(2);
      assertThat(String.join("\n", lines.all()))
          .contains("logins refused without a check")
          .doesNotContain("forged");
    }
  }
}
