package dev.rivyaroutes.ledger;

/** A part of the contract, which runs on every database. */
interface OnLedger {
  LedgerWorld ledger();
}
