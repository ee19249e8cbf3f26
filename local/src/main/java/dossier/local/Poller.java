package dossier.local;

import dossier.json.Json;
import dossier.local.template.Template;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * Does what an event source mapping does: takes batches of messages, calls the function with an event of the shape AWS
 * sends, and deletes every message that the answer does not report. A call that fails leaves its whole batch.
 */
final class Poller implements AutoCloseable {
    private static final int WAIT_SECONDS = 1;
    private static final long PAUSE_MILLIS = 500;

    private final Queues queues;
    private final Functions functions;
    private final Consumer<String> log;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopped;

    Poller(Template template, Queues queues, Functions functions, Consumer<String> log) {
        this.queues = queues;
        this.functions = functions;
        this.log = log;
        for (Template.LambdaFunction function : template.functions()) {
            for (Template.QueueSource source : function.sources()) {
                Template.Queue queue = template.queue(source.queue())
                        .orElseThrow(() -> new IllegalArgumentException("The template has no queue " + source.queue()));
                threads.execute(() -> poll(function.id(), source, queue));
            }
        }
    }

    private void poll(String function, Template.QueueSource source, Template.Queue queue) {
        Semaphore free = new Semaphore(Math.max(1, source.maximumConcurrency()));
        while (!stopped) {
            try {
                free.acquire();
                List<Message> batch = receive(source, queue);
                if (batch.isEmpty()) {
                    free.release();
                } else {
                    threads.execute(() -> {
                        try {
                            deliver(function, source, queue, batch);
                        } finally {
                            free.release();
                        }
                    });
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            } catch (SdkException away) {
                free.release();
                pause();
            } catch (java.util.concurrent.RejectedExecutionException stop) {
                return;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Message> receive(Template.QueueSource source, Template.Queue queue) {
        return queues.client()
                .receiveMessage(ReceiveMessageRequest.builder()
                        .queueUrl(queues.url(queue.name()))
                        .maxNumberOfMessages(Math.min(10, source.batchSize()))
                        .waitTimeSeconds(WAIT_SECONDS)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .build())
                .messages();
    }

    private void deliver(String function, Template.QueueSource source, Template.Queue queue, List<Message> batch) {
        Set<String> failed;
        try {
            byte[] answer = functions.call(function, event(queue, batch).bytes());
            failed = source.reportsItemFailures() ? failures(answer, batch) : Set.of();
        } catch (IOException | RuntimeException broken) {
            log.accept(line("ERROR", queue, broken));
            return;
        }
        for (Message message : batch) {
            if (!failed.contains(message.messageId())) {
                delete(queue, message);
            }
        }
    }

    /** What cannot be deleted was delivered again meanwhile; its second run finds the first one's answer. */
    private void delete(Template.Queue queue, Message message) {
        try {
            queues.client()
                    .deleteMessage(request ->
                            request.queueUrl(queues.url(queue.name())).receiptHandle(message.receiptHandle()));
        } catch (SdkException kept) {
            log.accept(line("WARN", queue, kept));
        }
    }

    private static String line(String level, Template.Queue queue, Exception what) {
        return Json.object()
                .put("level", level)
                .put("step", "queue")
                .put("queue", queue.name())
                .put("exception", what.getClass().getName())
                .build()
                .compact();
    }

    /** The messages to keep. As AWS has it: an answer that cannot be read, or names an unknown message, keeps all. */
    private static Set<String> failures(byte[] answer, List<Message> batch) throws IOException {
        Set<String> known = new HashSet<>();
        batch.forEach(message -> known.add(message.messageId()));
        List<Json> items = Json.parse(answer)
                .value()
                .flatMap(json -> json.at("batchItemFailures"))
                .flatMap(Json::asArray)
                .orElseThrow(() -> new IOException("The batch answer has no batchItemFailures"));
        Set<String> failed = new HashSet<>();
        for (Json item : items) {
            String id = item.at("itemIdentifier").flatMap(Json::asText).orElse("");
            if (!known.contains(id)) {
                throw new IOException("The batch answer names a message that is not in the batch");
            }
            failed.add(id);
        }
        return failed;
    }

    static Json.Object event(Template.Queue queue, List<Message> batch) {
        List<Json> records = new ArrayList<>();
        for (Message message : batch) {
            Json.Builder attributes = Json.object();
            new TreeMap<>(message.attributesAsStrings()).forEach(attributes::put);
            Json.Builder messageAttributes = Json.object();
            for (Map.Entry<String, software.amazon.awssdk.services.sqs.model.MessageAttributeValue> one :
                    new TreeMap<>(message.messageAttributes()).entrySet()) {
                messageAttributes.put(
                        one.getKey(),
                        Json.object()
                                .put("stringValue", one.getValue().stringValue())
                                .put("stringListValues", Json.array())
                                .put("binaryListValues", Json.array())
                                .put("dataType", one.getValue().dataType()));
            }
            records.add(Json.object()
                    .put("messageId", message.messageId())
                    .put("receiptHandle", message.receiptHandle())
                    .put("body", message.body())
                    .put("attributes", attributes)
                    .put("messageAttributes", messageAttributes)
                    .put("md5OfBody", message.md5OfBody())
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", queue.arn())
                    .put("awsRegion", Template.REGION)
                    .build());
        }
        return Json.object().put("Records", Json.array(records)).build();
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
