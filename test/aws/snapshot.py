"""Prints what docs/aws-snapshot.md asks of an account, as one object by the names of files, and the ids of a stack."""

import json
import sys

import boto3


def ask(service, call, **arguments):
    answer = getattr(boto3.client(service), call)(**arguments)
    answer.pop("ResponseMetadata", None)
    return answer


files = {}
for what in ["vpcs", "subnets", "route_tables", "network_acls", "security_groups", "vpc_endpoints", "nat_gateways",
             "internet_gateways", "dhcp_options"]:
    files[f"ec2-{what}"] = ask("ec2", f"describe_{what}")
for vpc in files["ec2-vpcs"]["Vpcs"]:
    for name in ["enableDnsSupport", "enableDnsHostnames"]:
        files[f"{vpc['VpcId']}-{name}"] = ask("ec2", "describe_vpc_attribute", VpcId=vpc["VpcId"], Attribute=name)
for template in ask("ec2", "describe_launch_templates")["LaunchTemplates"]:
    id = template["LaunchTemplateId"]
    files[id] = ask("ec2", "describe_launch_template_versions", LaunchTemplateId=id)
files["groups"] = ask("autoscaling", "describe_auto_scaling_groups")
files["scaling"] = ask("application-autoscaling", "describe_scalable_targets", ServiceNamespace="ecs")
files["balancers"] = ask("elbv2", "describe_load_balancers")
files["target-groups"] = ask("elbv2", "describe_target_groups")
for balancer in files["balancers"]["LoadBalancers"]:
    listeners = ask("elbv2", "describe_listeners", LoadBalancerArn=balancer["LoadBalancerArn"])
    files[f"listeners-{balancer['LoadBalancerName']}"] = listeners
    for number, listener in enumerate(listeners["Listeners"]):
        rules = ask("elbv2", "describe_rules", ListenerArn=listener["ListenerArn"])
        files[f"rules-{balancer['LoadBalancerName']}-{number}"] = rules
for cluster in ask("ecs", "list_clusters")["clusterArns"]:
    name = cluster.split("/")[-1]
    files[f"cluster-{name}"] = ask("ecs", "describe_clusters", clusters=[cluster])
    services = ask("ecs", "describe_services", cluster=cluster,
                   services=ask("ecs", "list_services", cluster=cluster)["serviceArns"])
    files[f"services-{name}"] = services
    for service in services["services"]:
        task = service["taskDefinition"]
        files[f"task-{task.split('/')[-1]}"] = ask("ecs", "describe_task_definition", taskDefinition=task)

resources = ask("cloudformation", "describe_stack_resources", StackName=sys.argv[1])["StackResources"]
ids = {one["LogicalResourceId"]: one["PhysicalResourceId"] for one in resources if "PhysicalResourceId" in one}
json.dump({"files": files, "ids": ids}, sys.stdout, default=str)
