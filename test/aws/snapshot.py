"""Prints what docs/aws-snapshot.md asks of an account, as one object by the names of files, and the ids of a stack.

    snapshot.py [STACK]
"""

import functools
import json
import sys

import boto3
import botocore.exceptions

client = functools.cache(boto3.client)


def ask(service, call, **arguments):
    answer = getattr(client(service), call)(**arguments)
    answer.pop("ResponseMetadata", None)
    return answer


def tried(service, call, **arguments):
    """A call that not every emulator answers: what it would print is not seen then."""
    try:
        return ask(service, call, **arguments)
    except botocore.exceptions.ClientError:
        return None


files = {}
for what in ["vpcs", "subnets", "route_tables", "network_acls", "security_groups", "vpc_endpoints", "nat_gateways",
             "internet_gateways", "dhcp_options", "egress_only_internet_gateways", "vpc_peering_connections",
             "prefix_lists", "instances"]:
    files[f"ec2-{what}"] = tried("ec2", f"describe_{what}")
for vpc in files["ec2-vpcs"]["Vpcs"]:
    for name in ["enableDnsSupport", "enableDnsHostnames"]:
        files[f"{vpc['VpcId']}-{name}"] = ask("ec2", "describe_vpc_attribute", VpcId=vpc["VpcId"], Attribute=name)
for template in ask("ec2", "describe_launch_templates")["LaunchTemplates"]:
    id = template["LaunchTemplateId"]
    files[id] = ask("ec2", "describe_launch_template_versions", LaunchTemplateId=id)
files["groups"] = ask("autoscaling", "describe_auto_scaling_groups")
files["configurations"] = ask("autoscaling", "describe_launch_configurations")
files["scaling"] = ask("application-autoscaling", "describe_scalable_targets", ServiceNamespace="ecs")
files["balancers"] = ask("elbv2", "describe_load_balancers")
files["target-groups"] = ask("elbv2", "describe_target_groups")
for group in files["target-groups"]["TargetGroups"]:
    arn = group["TargetGroupArn"]
    files[f"attributes-{group['TargetGroupName']}"] = {
        "TargetGroupArn": arn, **ask("elbv2", "describe_target_group_attributes", TargetGroupArn=arn)}
for balancer in files["balancers"]["LoadBalancers"]:
    arn = balancer["LoadBalancerArn"]
    files[f"attributes-{balancer['LoadBalancerName']}"] = {
        "LoadBalancerArn": arn, **ask("elbv2", "describe_load_balancer_attributes", LoadBalancerArn=arn)}
    listeners = ask("elbv2", "describe_listeners", LoadBalancerArn=balancer["LoadBalancerArn"])
    files[f"listeners-{balancer['LoadBalancerName']}"] = listeners
    for number, listener in enumerate(listeners["Listeners"]):
        rules = ask("elbv2", "describe_rules", ListenerArn=listener["ListenerArn"])
        files[f"rules-{balancer['LoadBalancerName']}-{number}"] = rules
for cluster in ask("ecs", "list_clusters")["clusterArns"]:
    name = cluster.split("/")[-1]
    files[f"cluster-{name}"] = ask("ecs", "describe_clusters", clusters=[cluster])
    providers = [one for described in files[f"cluster-{name}"]["clusters"] for one in described.get("capacityProviders", [])]
    if providers:  # asked for all of them, the emulator fails
        files[f"providers-{name}"] = ask("ecs", "describe_capacity_providers", capacityProviders=providers)
    names = ask("ecs", "list_services", cluster=cluster)["serviceArns"]
    if not names:
        continue
    services = ask("ecs", "describe_services", cluster=cluster, services=names)
    files[f"services-{name}"] = services
    for service in services["services"]:
        task = service["taskDefinition"]
        files[f"task-{task.split('/')[-1]}"] = ask("ecs", "describe_task_definition", taskDefinition=task)

files["namespaces"] = ask("servicediscovery", "list_namespaces")
for namespace in files["namespaces"]["Namespaces"]:
    zone = namespace.get("Properties", {}).get("DnsProperties", {}).get("HostedZoneId")
    if zone:
        files[f"zone-{zone}"] = tried("route53", "get_hosted_zone", Id=zone)
for service in ask("servicediscovery", "list_services")["Services"]:
    files[f"discovery-{service['Id']}"] = ask("servicediscovery", "get_service", Id=service["Id"])
for what in ["db_instances", "db_clusters", "db_subnet_groups"]:
    files[f"rds-{what}"] = ask("rds", f"describe_{what}")

stack = sys.argv[1:]
resources = ask("cloudformation", "describe_stack_resources", StackName=stack[0])["StackResources"] if stack else []
ids = {one["LogicalResourceId"]: one["PhysicalResourceId"] for one in resources if "PhysicalResourceId" in one}
json.dump({"files": {name: file for name, file in files.items() if file is not None}, "ids": ids}, sys.stdout, default=str)
