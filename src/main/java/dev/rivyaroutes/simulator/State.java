package dev.rivyaroutes.simulator;

/** Everything that the simulator remembers, and the way back to its beginning. */
final class State {

  private final SimulatorSettings settings;
  private final Counters counters = new Counters();
  private final UploadedFiles files = new UploadedFiles();
  private final Catalogue catalogue = new Catalogue();
  private final TroubleBoard trouble;
  private final Keys keys;
  private final Wallets wallets;
  private final Generations generations;
  private final Webhooks webhooks;
  private final Chats chats;
  private volatile Timing timing;

  State(SimulatorSettings settings) {
    this.settings = settings;
    this.trouble = new TroubleBoard(settings.seed());
    this.keys = new Keys(settings.keys());
    this.wallets = new Wallets(settings.credits(), settings.clock());
    this.generations = new Generations(settings.clock(), settings.limits(), wallets);
    this.webhooks = new Webhooks(settings.clock(), settings.seed());
    generations.onPaid(webhooks::expect);
    this.chats = new Chats(settings.clock(), settings.limits(), wallets);
    this.timing = settings.timing();
  }

  Counters counters() {
    return counters;
  }

  UploadedFiles files() {
    return files;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  TroubleBoard trouble() {
    return trouble;
  }

  Keys keys() {
    return keys;
  }

  Wallets wallets() {
    return wallets;
  }

  Generations generations() {
    return generations;
  }

  Webhooks webhooks() {
    return webhooks;
  }

  Chats chats() {
    return chats;
  }

  Doorkeeper doorkeeper() {
    return new Doorkeeper(
        keys, new RateWindow(settings.limits().callsPerSecond(), settings.clock()));
  }

  Timing timing() {
    return timing;
  }

  void timing(Timing next) {
    timing = next;
  }

  CreateGeneration.CreateRules createRules() {
    return new CreateGeneration.CreateRules(timing, settings.limits().createStatus());
  }

  void reset() {
    trouble.clear();
    trouble.seed(settings.seed());
    generations.reset();
    webhooks.reset();
    chats.reset();
    files.reset();
    counters.reset();
    keys.reset(settings.keys());
    wallets.reset();
    catalogue.reset();
    timing = settings.timing();
  }
}
