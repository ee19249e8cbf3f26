package dossier.edge;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dossier.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads batches of SQS messages and writes which of them failed. Stateless. */
public final class QueueEvents {
    private QueueEvents() {}

    public static SQSEvent read(Json.Object event) {
        List<SQSEvent.SQSMessage> messages = new ArrayList<>();
        for (Json record : event.array("Records").orElse(List.of())) {
            record.asObject().map(QueueEvents::message).ifPresent(messages::add);
        }
        SQSEvent read = new SQSEvent();
        read.setRecords(messages);
        return read;
    }

    private static SQSEvent.SQSMessage message(Json.Object record) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId(Events.text(record, "messageId"));
        message.setReceiptHandle(Events.text(record, "receiptHandle"));
        message.setBody(Events.text(record, "body"));
        message.setMd5OfBody(Events.text(record, "md5OfBody"));
        message.setEventSource(Events.text(record, "eventSource"));
        message.setEventSourceArn(Events.text(record, "eventSourceARN"));
        message.setAwsRegion(Events.text(record, "awsRegion"));
        message.setAttributes(Events.texts(record, "attributes"));
        return message;
    }

    /** {@code {"batchItemFailures":[{"itemIdentifier":...}]}}; an empty list says that every message is done. */
    public static void write(SQSBatchResponse response, OutputStream out) throws IOException {
        out.write(Json.object()
                .put(
                        "batchItemFailures",
                        Json.array(
                                response.getBatchItemFailures(),
                                failure -> Json.object()
                                        .put("itemIdentifier", failure.getItemIdentifier())
                                        .build()))
                .build()
                .bytes());
    }
}
