package dev.rivyaroutes.ledger;

import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the ledger promises, on whatever database it is. The parts are the interfaces. */
abstract class LedgerContract
    implements AcceptContract,
        ClaimContract,
        ProgressContract,
        DeliveryContract,
        OrphanContract,
        IdempotentKeysContract,
        AccountContract,
        SwitchContract,
        CreditContract,
        ReservationContract,
        FiguresContract,
        BudgetContract,
        EventContract,
        WebhookEndpointContract,
        ForgetContract,
        CancelContract,
        AuditContract,
        BulkContract,
        ReplayAsNewJobContract,
        ReplayContract,
        TurnContract,
        CatalogueContract,
        UploadContract,
        SearchContract,
        SourceContract,
        VersionContract,
        SenderContract,
        QuarantineContract {

  private LedgerWorld ledger;

  abstract DataSource database();

  @BeforeEach
  void openLedger() {
    ledger = new LedgerWorld(database());
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  @Override
  public LedgerWorld ledger() {
    return ledger;
  }
}
