package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.SetVariablesDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.springframework.stereotype.Component;

/**
 * Keeps the variable {@code conversation} when a flow sets it to an empty value. Camel would remove
 * it, and the turn would look like one without a conversation.
 */
@Component
class KeepEmptyConversation implements InterceptStrategy {

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext camel, NamedNode step, Processor target, Processor next) {
    return setsConversation(step) ? new KeepEmpty(target) : target;
  }

  private static boolean setsConversation(NamedNode step) {
    return step instanceof SetVariableDefinition one && Variables.CONVERSATION.equals(one.getName())
        || step instanceof SetVariablesDefinition several
            && several.getVariables().stream()
                .anyMatch(one -> Variables.CONVERSATION.equals(one.getName()));
  }

  /** Whether the flow has set the variable, even to an empty value. */
  static boolean isSet(Exchange exchange) {
    Map<String, Object> variables = exchange.getVariables();
    return variables.containsKey(Variables.CONVERSATION);
  }

  private static final class KeepEmpty extends DelegateAsyncProcessor {
    private KeepEmpty(Processor step) {
      super(step);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      return super.process(
          exchange,
          synchronously -> {
            if (!isSet(exchange)) {
              exchange.setVariable(Variables.CONVERSATION, "");
            }
            callback.done(synchronously);
          });
    }
  }
}
