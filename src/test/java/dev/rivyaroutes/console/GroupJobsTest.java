package dev.rivyaroutes.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.rivyaroutes.ledger.job.DeliveryState;
import dev.rivyaroutes.ledger.orders.OrderKind;
import dev.rivyaroutes.ledger.search.FindTroubles.Group;
import dev.rivyaroutes.ledger.search.FindTroubles.JobTroubles;
import dev.rivyaroutes.ledger.search.FindTroubles.SinkTroubles;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupJobsTest {

  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private static JobTroubles jobs(String flow, String trouble, String code, int n) {
    return new JobTroubles(
        new Group(flow, "studio", "kling", trouble, code),
        n,
        UlidCreator.getUlid(NOON.minusSeconds(n).toEpochMilli()).toString(),
        BigDecimal.valueOf(n),
        "Why.");
  }

  private static final Set<OrderKind> RELEASE = Set.of(OrderKind.RELEASE, OrderKind.CANCEL);

  private final List<JobTroubles> parked =
      List.of(
          jobs("posters", "auth", "api_key_revoked", 1),
          jobs("banners", "order", "account_paused", 2),
          jobs("posters", "model", "model_unavailable", 4),
          jobs("banners", "model", "model_unavailable", 8),
          jobs("posters", "unknown", null, 16),
          jobs("posters", "order", null, 32));

  @Test
  void sumsTheJobsThatWaitForAnAccountOverItsFlows() {
    assertThat(GroupJobs.ofAccounts(parked)).containsOnlyKeys("studio");
    JobTroubles waiting = GroupJobs.ofAccounts(parked).get("studio");
    assertThat(waiting.count()).isEqualTo(3);
    assertThat(waiting.oldest()).isEqualTo(NOON.minusSeconds(2));
    assertThat(waiting.credits()).isEqualByComparingTo("3");
  }

  @Test
  void groupsThoseOfAModelAndLeadsToTheOrderThatEndsTheOthers() {
    assertThat(
            GroupJobs.others(parked).stream()
                .map(jobs -> GroupJobs.parked(jobs, jobs.count() == 16 ? RELEASE : Set.of())))
        .satisfiesExactly(
            model -> {
              assertThat(model.what()).isEqualTo("jobs parked for model kling");
              assertThat(model.count()).isEqualTo(12);
              assertThat(model.remedy()).isNull();
            },
            unknown -> {
              assertThat(unknown.what()).isEqualTo("jobs parked in flow posters, model kling");
              assertThat(unknown.remedy().path())
                  .isEqualTo(
                      "/console/bulk-orders?order=release&q=state%3Aparked%20flow%3Aposters%20cause%3Aunknown");
            },
            order -> assertThat(order.count()).isEqualTo(32));
  }

  @Test
  void repeatsFailedJobsButNoBriefThatWasRefused() {
    TroubleItem failed =
        GroupJobs.failed(jobs("posters", "permanent", null, 2), Set.of(OrderKind.REPLAY));
    TroubleItem refused = GroupJobs.failed(jobs("posters", "brief", null, 2), Set.of());
    TroubleItem unreachable =
        GroupJobs.failed(jobs("posters", "brief", null, 2), Set.of(OrderKind.REPLAY));
    TroubleItem gone = GroupJobs.failed(jobs("posters", "permanent", null, 2), Set.of());

    assertThat(failed.remedy().path())
        .isEqualTo(
            "/console/bulk-orders?order=replay&q=state%3Afailed%20flow%3Aposters%20cause%3Apermanent%20since%3A24h");
    assertThat(refused.what()).startsWith("briefs refused in the last 24 h in flow posters");
    assertThat(refused.remedy()).isNull();
    assertThat(refused.text()).startsWith("Why. Correct it and hand it in again");
    assertThat(gone.remedy()).isNull();
    assertThat(unreachable.what()).startsWith("jobs failed");
    assertThat(unreachable.remedy().path()).contains("cause%3Abrief");
    assertThat(unreachable.text()).isEqualTo("Why.");
  }

  @Test
  void repeatsOnlyDeadDeliveries() {
    assertThat(GroupJobs.sink(sink(DeliveryState.DEAD)).remedy().path())
        .startsWith("/console/bulk-orders?order=redeliver&q=");
    assertThat(GroupJobs.sink(sink(DeliveryState.PENDING)).remedy()).isNull();
  }

  private static SinkTroubles sink(DeliveryState state) {
    return new SinkTroubles("posters", "shop", state, 2, NOON, "Why.");
  }
}
