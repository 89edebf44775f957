package dev.rivyaroutes.ledger;

/** A part of the contract, which runs on every database. */
public interface OnLedger {
  LedgerWorld ledger();
}
