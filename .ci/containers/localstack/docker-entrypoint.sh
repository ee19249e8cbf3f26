#!/bin/sh
export GATEWAY_LISTEN=0.0.0.0:4566 SKIP_SSL_CERT_DOWNLOAD=1 DISABLE_EVENTS=1
exec /opt/localstack/bin/python -m localstack.runtime.main
