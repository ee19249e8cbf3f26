package dossier.generate;

import dossier.generation.Model;
import dossier.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.SdkNumber;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClientBuilder;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ModelTimeoutException;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolSpecification;

/**
 * A model of Amazon Bedrock, asked through Converse to call one tool whose input is the answer. Thread-safe; the client
 * is made when first asked, so that no snapshot holds one.
 */
final class BedrockModel implements Model, AutoCloseable {
    private static final String PROVIDER = "bedrock";
    private static final String TOOL = "propose";
    private static final int THROTTLED = 429;

    private final Settings settings;
    private final java.util.concurrent.locks.ReentrantLock making = new java.util.concurrent.locks.ReentrantLock();
    private Optional<BedrockRuntimeClient> client = Optional.empty();

    /**
     * Where the model is and how long to wait for it.
     *
     * @param endpoint in place of the region's own
     * @param timeout of one attempt
     * @param deadline of all attempts together
     */
    record Settings(
            String model,
            String region,
            Optional<URI> endpoint,
            AwsCredentialsProvider credentials,
            int attempts,
            Duration timeout,
            Duration deadline) {
        static AwsCredentialsProvider ownCredentials() {
            return DefaultCredentialsProvider.builder().build();
        }
    }

    BedrockModel(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public String name() {
        return settings.model();
    }

    private BedrockRuntimeClient client() {
        making.lock();
        try {
            BedrockRuntimeClient made = client.orElseGet(this::connect);
            client = Optional.of(made);
            return made;
        } finally {
            making.unlock();
        }
    }

    private BedrockRuntimeClient connect() {
        BedrockRuntimeClientBuilder builder = BedrockRuntimeClient.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(settings.credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(settings.timeout()))
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(settings.timeout())
                        .apiCallTimeout(settings.deadline())
                        .retryStrategy(retry -> retry.maxAttempts(settings.attempts())));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    @Override
    public Reply ask(Ask ask) {
        try {
            return read(client().converse(request(ask)));
        } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException | ModelTimeoutException slow) {
            return new Reply.Failed(Fault.SLOW);
        } catch (BedrockRuntimeException refused) {
            return new Reply.Failed(
                    refused.statusCode() == THROTTLED || refused.isThrottlingException()
                            ? Fault.THROTTLED
                            : refused.statusCode() >= 500 ? Fault.UNREACHABLE : Fault.REFUSED);
        } catch (SdkClientException broken) {
            // No connection, no credentials, or an answer that is none of the service's.
            return new Reply.Failed(Fault.UNREACHABLE);
        }
    }

    private ConverseRequest request(Ask ask) {
        List<Message> messages = ask.turns().stream()
                .map(turn -> Message.builder()
                        .role(turn.ofModel() ? ConversationRole.ASSISTANT : ConversationRole.USER)
                        .content(ContentBlock.fromText(turn.text()))
                        .build())
                .toList();
        return ConverseRequest.builder()
                .modelId(settings.model())
                .system(SystemContentBlock.fromText(ask.system()))
                .messages(messages)
                .inferenceConfig(config -> config.maxTokens(ask.mostTokens()).temperature(0f))
                .toolConfig(tools -> tools.tools(Tool.fromToolSpec(ToolSpecification.builder()
                                .name(TOOL)
                                .description("Takes the forms that the request asks for.")
                                .inputSchema(schema -> schema.json(document(ask.schema())))
                                .build()))
                        .toolChoice(choice -> choice.tool(named -> named.name(TOOL))))
                .build();
    }

    private static Reply read(ConverseResponse response) {
        long tokens = response.usage() == null || response.usage().totalTokens() == null
                ? 0
                : response.usage().totalTokens();
        return switch (response.stopReason()) {
            case MAX_TOKENS, MODEL_CONTEXT_WINDOW_EXCEEDED -> new Reply.Cut(tokens);
            case GUARDRAIL_INTERVENED, CONTENT_FILTERED -> new Reply.Declined();
            case TOOL_USE, END_TURN, STOP_SEQUENCE -> said(response, tokens);
            default -> new Reply.Failed(Fault.GARBLED);
        };
    }

    private static Reply said(ConverseResponse response, long tokens) {
        List<ContentBlock> blocks =
                response.output() == null || response.output().message() == null
                        ? List.of()
                        : response.output().message().content();
        return blocks.stream()
                .filter(block -> block.toolUse() != null && block.toolUse().input() != null)
                .map(block -> json(block.toolUse().input()).compact())
                .findFirst()
                .or(() -> blocks.stream()
                        .filter(block -> block.text() != null)
                        .map(ContentBlock::text)
                        .findFirst())
                .<Reply>map(text -> new Reply.Said(text, tokens))
                .orElse(new Reply.Failed(Fault.GARBLED));
    }

    // ---- JSON as the SDK has it

    private static Document document(Json json) {
        return switch (json) {
            case Json.Object object -> {
                Document.MapBuilder map = Document.mapBuilder();
                object.members().forEach((name, value) -> map.putDocument(name, document(value)));
                yield map.build();
            }
            case Json.Array array ->
                Document.fromList(
                        array.items().stream().map(BedrockModel::document).toList());
            default ->
                json.asText()
                        .map(Document::fromString)
                        .or(() -> json.asBool().map(Document::fromBoolean))
                        .or(() -> json.asNumber().map(number -> Document.fromNumber(SdkNumber.fromBigDecimal(number))))
                        .orElse(Document.fromNull());
        };
    }

    private static Json json(Document document) {
        if (document.isMap()) {
            Json.Builder out = Json.object();
            document.asMap().forEach((name, value) -> out.put(name, json(value)));
            return out.build();
        }
        if (document.isList()) {
            return Json.array(document.asList(), BedrockModel::json);
        }
        if (document.isString()) {
            return Json.text(document.asString());
        }
        if (document.isBoolean()) {
            return Json.bool(document.asBoolean());
        }
        return document.isNumber() ? Json.number(document.asNumber().bigDecimalValue()) : new Json.Null();
    }

    @Override
    public void close() {
        client.ifPresent(BedrockRuntimeClient::close);
    }
}
