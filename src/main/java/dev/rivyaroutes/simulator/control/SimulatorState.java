package dev.rivyaroutes.simulator.control;

import dev.rivyaroutes.simulator.account.AuthorizeCall;
import dev.rivyaroutes.simulator.account.Keys;
import dev.rivyaroutes.simulator.account.Wallets;
import dev.rivyaroutes.simulator.chat.Chats;
import dev.rivyaroutes.simulator.files.UploadedFiles;
import dev.rivyaroutes.simulator.generation.CreateGeneration;
import dev.rivyaroutes.simulator.generation.Generations;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.media.GivenResults;
import dev.rivyaroutes.simulator.model.Catalogue;
import dev.rivyaroutes.simulator.server.Counters;
import dev.rivyaroutes.simulator.trouble.ActiveTrouble;
import dev.rivyaroutes.simulator.webhook.Webhooks;

/** The state of the simulator, which can be reset. */
public class SimulatorState {

  private final SimulatorSettings settings;
  private final Counters counters = new Counters();
  private final UploadedFiles files = new UploadedFiles();
  private final Catalogue catalogue = new Catalogue();
  private final ActiveTrouble trouble;
  private final Keys keys;
  private final Wallets wallets;
  private final Generations generations;
  private final Webhooks webhooks;
  private final Chats chats;
  private final GivenResults given = new GivenResults();
  private volatile Timing timing;

  protected SimulatorState(SimulatorSettings settings) {
    this.settings = settings;
    this.trouble = new ActiveTrouble(settings.seed());
    this.keys = new Keys(settings.keys());
    this.wallets = new Wallets(settings.credits(), settings.clock());
    this.generations = new Generations(settings.clock(), settings.limits(), wallets);
    this.webhooks = new Webhooks(settings.clock(), settings.seed());
    generations.onPaid(webhooks::expect);
    this.chats = new Chats(settings.clock(), settings.limits(), wallets, given);
    this.timing = settings.timing();
  }

  public Counters counters() {
    return counters;
  }

  public UploadedFiles files() {
    return files;
  }

  public Catalogue models() {
    return catalogue;
  }

  public ActiveTrouble trouble() {
    return trouble;
  }

  public Keys keys() {
    return keys;
  }

  public Wallets wallets() {
    return wallets;
  }

  public Generations generations() {
    return generations;
  }

  public Webhooks webhooks() {
    return webhooks;
  }

  public GivenResults given() {
    return given;
  }

  public Chats chats() {
    return chats;
  }

  public AuthorizeCall doorkeeper() {
    return new AuthorizeCall(keys, settings.limits().callsPerSecond(), settings.clock());
  }

  public Timing timing() {
    return timing;
  }

  /** How long tasks take that are created from now on. */
  public void timing(Timing next) {
    timing = next;
  }

  public CreateGeneration.CreateRules createRules() {
    return new CreateGeneration.CreateRules(timing, settings.limits().createStatus());
  }

  /** Returns to the initial state: nothing paid, nothing uploaded, no trouble. */
  public void reset() {
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
