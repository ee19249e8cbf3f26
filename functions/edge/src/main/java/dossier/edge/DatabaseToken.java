package dossier.edge;

import dossier.store.DatabaseUrl;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * A password for RDS made by signing a connect request, as its IAM authentication asks. Valid for 15 minutes of
 * opening connections, so the pool asks for a new one for each. Thread-safe; holds no credentials, which a snapshot
 * must not carry.
 */
final class DatabaseToken implements Supplier<String> {
    private static final Duration VALID = Duration.ofMinutes(15);

    private final DatabaseUrl url;
    private final String role;
    private final String region;
    private final AwsCredentialsProvider credentials;

    DatabaseToken(DatabaseUrl url, String role, String region, AwsCredentialsProvider credentials) {
        this.url = url;
        this.role = role;
        this.region = region;
        this.credentials = credentials;
    }

    /** The credentials a function runs with: from its environment, or after a snapshot from its container. */
    static AwsCredentialsProvider ofFunction() {
        return AwsCredentialsProviderChain.builder()
                .credentialsProviders(
                        EnvironmentVariableCredentialsProvider.create(),
                        ContainerCredentialsProvider.builder().build())
                .build();
    }

    @Override
    public String get() {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create("https://" + url.host() + ":" + url.port() + "/"))
                .putRawQueryParameter("Action", "connect")
                .putRawQueryParameter("DBUser", role)
                .build();
        URI signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials.resolveCredentials())
                        .request(request)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "rds-db")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(
                                AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, VALID))
                .request()
                .getUri();
        return signed.toString().substring("https://".length());
    }
}
