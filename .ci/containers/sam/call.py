"""Calls one operation of an AWS service through the AWS SDK for Python, which the SAM CLI brings along.

usage: call.py SERVICE OPERATION ENDPOINT, parameters as JSON on standard input, the answer as JSON on standard output
"""
import json
import sys

import boto3
from botocore.config import Config

service, operation, endpoint = sys.argv[1:]
client = boto3.client(
    service,
    endpoint_url=endpoint,
    region_name="us-east-1",
    aws_access_key_id="local",
    aws_secret_access_key="local",
    config=Config(read_timeout=90, retries={"total_max_attempts": 5, "mode": "standard"}),
)
answer = getattr(client, operation)(**json.load(sys.stdin))
answer.pop("ResponseMetadata", None)
if "Payload" in answer:
    answer["Payload"] = answer["Payload"].read().decode()
json.dump(answer, sys.stdout, default=str)
