"""Makes what a CloudFormation template describes by calls of the AWS APIs, as CloudFormation does, and prints the ids by logical id.

The emulator's own CloudFormation drops much of a service on its way; asked directly, its APIs keep more. Resources of other
types than the network's are passed over: what refers to them gets a made-up id.

    deploy.py                                 the default VPC as AWS has it
    deploy.py TEMPLATE.json PARAMETERS.json

Parameters may be $vpc, $subnet, $subnets and $group: what the account has from the start.
"""

import base64
import functools
import ipaddress
import json
import re
import sys

import boto3
import botocore.exceptions

REGION = "us-east-1"
ACCOUNT = "123456789012"
NOTHING = object()


@functools.cache
def client(service):
    return boto3.client(service, region_name=REGION)


def shaped(shape, value):
    """A property as a call takes it: names by their letters alone, texts turned into numbers and switches."""
    if shape.type_name == "structure" and isinstance(value, dict):
        members = {name.lower(): (name, member) for name, member in shape.members.items()}
        known = [(members[key.lower()], inner) for key, inner in value.items() if key.lower() in members]
        return {name: shaped(member, inner) for (name, member), inner in known if inner is not NOTHING}
    if shape.type_name == "list":
        items = value if isinstance(value, list) else [value]
        return [shaped(shape.member, item) for item in items if item is not NOTHING]
    if shape.type_name == "map" and isinstance(value, dict):
        return {key: shaped(shape.value, inner) for key, inner in value.items() if inner is not NOTHING}
    if shape.type_name in ("integer", "long"):
        return int(float(value))
    if shape.type_name == "boolean":
        return value if isinstance(value, bool) else str(value).lower() == "true"
    if shape.type_name == "string" and isinstance(value, bool):
        return str(value).lower()
    return str(value) if shape.type_name == "string" else value


class Deployment:
    def __init__(self, template, parameters):
        self.template = template
        self.resources = template["Resources"]
        self.parameters = parameters
        self.ids = {}
        self.attributes = {}
        self.left_out = {}
        self.open = set()

    # --- values

    def condition(self, name):
        return self.holds(self.template.get("Conditions", {})[name])

    def holds(self, value):
        if isinstance(value, dict):
            (key, inner), = value.items()
            if key == "Condition":
                return self.condition(inner)
            if key == "Fn::Equals":
                return str(self.value(inner[0])) == str(self.value(inner[1]))
            if key == "Fn::Not":
                return not self.holds(inner[0])
            if key == "Fn::And":
                return all(self.holds(one) for one in inner)
            if key == "Fn::Or":
                return any(self.holds(one) for one in inner)
        raise ValueError(f"no condition: {value}")

    def exists(self, logical):
        condition = self.resources[logical].get("Condition")
        return condition is None or self.condition(condition)

    def value(self, value):
        if isinstance(value, list):
            items = [self.value(one) for one in value]
            return [one for one in items if one is not NOTHING]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            (key, inner), = value.items()
            if key == "Ref":
                return self.ref(inner)
            if key == "Condition" and isinstance(inner, str) and inner in self.template.get("Conditions", {}):
                return self.condition(inner)
            if key.startswith("Fn::"):
                return self.function(key[4:], inner)
        found = {key: self.value(inner) for key, inner in value.items()}
        return {key: inner for key, inner in found.items() if inner is not NOTHING}

    def ref(self, name):
        pseudo = {"AWS::Region": REGION, "AWS::AccountId": ACCOUNT, "AWS::Partition": "aws", "AWS::StackName": "stack",
                  "AWS::URLSuffix": "amazonaws.com", "AWS::NoValue": NOTHING, "AWS::NotificationARNs": [],
                  "AWS::StackId": f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/stack/1"}
        if name in pseudo:
            return pseudo[name]
        declared = self.template.get("Parameters", {}).get(name)
        if declared is not None:
            given = self.parameters.get(name, declared.get("Default", ""))
            kind = declared.get("Type", "String")
            return str(given).split(",") if "List" in kind and not isinstance(given, list) else given
        return self.made(name)

    def function(self, name, inner):
        if name == "If":
            return self.value(inner[1] if self.condition(inner[0]) else inner[2])
        if name == "GetAtt":
            logical, attribute = inner.split(".", 1) if isinstance(inner, str) else inner
            identity = self.made(logical)
            return self.attributes.get(logical, {}).get(attribute, f"{identity}-{attribute}" if attribute != "Arn" else identity)
        if name == "Sub":
            text, given = inner if isinstance(inner, list) else (inner, {})
            return re.sub(r"\$\{([^!}][^}]*)\}", lambda found: self.filled(found.group(1).strip(), given), text)
        if name == "GetAZs":
            return [f"{REGION}{letter}" for letter in "abc"]
        resolved = self.value(inner)
        if name == "Join":
            return resolved[0].join(str(one) for one in resolved[1])
        if name == "Select":
            return resolved[1][int(resolved[0])]
        if name == "Split":
            return str(resolved[1]).split(resolved[0])
        if name == "Base64":
            return base64.b64encode(str(resolved).encode()).decode()
        if name == "FindInMap":
            return self.template["Mappings"][resolved[0]][resolved[1]][resolved[2]]
        if name == "Cidr":
            block = ipaddress.ip_network(resolved[0])
            return [str(one) for one, _ in zip(block.subnets(new_prefix=32 - int(resolved[2])), range(int(resolved[1])))]
        if name == "ImportValue":
            return self.parameters.get(resolved, resolved)
        raise ValueError(f"Fn::{name}")

    def filled(self, name, given):
        if name in given:
            return str(self.value(given[name]))
        return str(self.function("GetAtt", name) if "." in name else self.ref(name))

    # --- resources

    def all(self):
        for logical in self.resources:
            if self.exists(logical):
                self.made(logical)
        for logical in self.later():
            self.late(logical)

    def later(self):
        return [name for name, one in self.resources.items() if one["Type"] in LATE and self.exists(name)]

    def made(self, logical):
        if logical in self.ids:
            return self.ids[logical]
        if logical in self.open or logical not in self.resources or not self.exists(logical):
            return logical
        self.open.add(logical)
        resource = self.resources[logical]
        for other in listed(resource.get("DependsOn", [])):
            self.made(other)
        kind = resource["Type"]
        maker = MAKERS.get(kind)
        properties = self.value(resource.get("Properties", {}))
        if maker is None or kind in LATE:
            self.ids[logical] = f"arn:aws:iam::{ACCOUNT}:role/{logical}" if kind == "AWS::IAM::Role" else logical
            if maker is None:
                self.left_out.setdefault(kind, []).append(logical)
        else:
            self.ids[logical] = maker(self, logical, properties)
        self.open.discard(logical)
        return self.ids[logical]

    def late(self, logical):
        MAKERS[self.resources[logical]["Type"]](self, logical, self.value(self.resources[logical].get("Properties", {})))

    def keep(self, logical, **attributes):
        self.attributes.setdefault(logical, {}).update(attributes)


def listed(value):
    return value if isinstance(value, list) else [value]


def call(service, operation, properties, **more):
    meta = client(service).meta
    shape = meta.service_model.operation_model(meta.method_to_api_mapping[operation]).input_shape
    answer = getattr(client(service), operation)(**shaped(shape, {**properties, **more}))
    answer.pop("ResponseMetadata", None)
    return answer


def tagged(kind, properties, logical):
    tags = [*properties.get("Tags", []), {"Key": "aws:cloudformation:logical-id", "Value": logical}]
    return {"TagSpecifications": [{"ResourceType": kind, "Tags": [{"Key": one["Key"], "Value": one["Value"]} for one in tags]}]}


def ec2(operation, properties, **more):
    return call("ec2", operation, {key: inner for key, inner in properties.items() if key != "Tags"}, **more)


def vpc(self, logical, properties):
    made = ec2("create_vpc", properties, **tagged("vpc", properties, logical))["Vpc"]["VpcId"]
    for name in ["EnableDnsSupport", "EnableDnsHostnames"]:
        given = str(properties.get(name, name == "EnableDnsSupport")).lower() == "true"
        client("ec2").modify_vpc_attribute(VpcId=made, **{name: {"Value": given}})
    group = client("ec2").describe_security_groups(
        Filters=[{"Name": "vpc-id", "Values": [made]}])["SecurityGroups"][0]["GroupId"]
    self.keep(logical, CidrBlock=properties.get("CidrBlock", ""), VpcId=made, DefaultSecurityGroup=group)
    return made


def subnet(self, logical, properties):
    made = ec2("create_subnet", properties, **tagged("subnet", properties, logical))["Subnet"]
    self.keep(logical, AvailabilityZone=made["AvailabilityZone"], CidrBlock=made["CidrBlock"])
    return made["SubnetId"]


def gateway(self, logical, properties):
    return ec2("create_internet_gateway", {})["InternetGateway"]["InternetGatewayId"]


def attachment(self, logical, properties):
    if "InternetGatewayId" in properties:
        ec2("attach_internet_gateway", properties)
    return logical


def route_table(self, logical, properties):
    return ec2("create_route_table", properties, **tagged("route-table", properties, logical))["RouteTable"]["RouteTableId"]


def route(self, logical, properties):
    ec2("create_route", properties)
    return logical


def association(self, logical, properties):
    return ec2("associate_route_table", properties)["AssociationId"]


def elastic_ip(self, logical, properties):
    made = ec2("allocate_address", {"Domain": "vpc"})
    self.keep(logical, AllocationId=made["AllocationId"])
    return made["PublicIp"]


def nat_gateway(self, logical, properties):
    return ec2("create_nat_gateway", properties)["NatGateway"]["NatGatewayId"]


def acl(self, logical, properties):
    return ec2("create_network_acl", properties)["NetworkAcl"]["NetworkAclId"]


def acl_entry(self, logical, properties):
    ec2("create_network_acl_entry", {"Egress": False, **properties}, IcmpTypeCode=properties.get("Icmp", NOTHING))
    return logical


def acl_association(self, logical, properties):
    found = client("ec2").describe_network_acls(Filters=[{"Name": "association.subnet-id", "Values": [properties["SubnetId"]]}])
    old = next(one["NetworkAclAssociationId"] for one in found["NetworkAcls"][0]["Associations"]
               if one["SubnetId"] == properties["SubnetId"])
    return client("ec2").replace_network_acl_association(
        AssociationId=old, NetworkAclId=properties["NetworkAclId"])["NewAssociationId"]


def endpoint(self, logical, properties):
    made = ec2("create_vpc_endpoint", {key: inner for key, inner in properties.items() if key != "PolicyDocument"})
    return made["VpcEndpoint"]["VpcEndpointId"]


def security_group(self, logical, properties):
    made = ec2("create_security_group", properties, GroupName=properties.get("GroupName", logical),
               Description=properties.get("GroupDescription", logical),
               **tagged("security-group", properties, logical))["GroupId"]
    self.keep(logical, GroupId=made, VpcId=properties.get("VpcId", ""))
    for rule in listed(properties.get("SecurityGroupIngress", [])):
        admit("authorize_security_group_ingress", made, rule)
    if properties.get("SecurityGroupEgress"):
        call("ec2", "revoke_security_group_egress", {"GroupId": made, "IpPermissions": [
            {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]})
        for rule in listed(properties["SecurityGroupEgress"]):
            admit("authorize_security_group_egress", made, rule)
    return made


def admit(operation, group, rule):
    permission = {key: rule[key] for key in ["IpProtocol", "FromPort", "ToPort"] if key in rule}
    named = rule.get("SourceSecurityGroupId") or rule.get("DestinationSecurityGroupId")
    prefixes = rule.get("SourcePrefixListId") or rule.get("DestinationPrefixListId")
    if "CidrIp" in rule:
        permission["IpRanges"] = [{"CidrIp": rule["CidrIp"]}]
    elif "CidrIpv6" in rule:
        permission["Ipv6Ranges"] = [{"CidrIpv6": rule["CidrIpv6"]}]
    elif named:
        permission["UserIdGroupPairs"] = [{"GroupId": named}]
    elif prefixes:
        permission["PrefixListIds"] = [{"PrefixListId": prefixes}]
    call("ec2", operation, {"GroupId": group, "IpPermissions": [permission]})


def ingress(self, logical, properties):
    admit("authorize_security_group_ingress", properties["GroupId"], properties)


def egress(self, logical, properties):
    admit("authorize_security_group_egress", properties["GroupId"], properties)


def launch_template(self, logical, properties):
    data = properties.get("LaunchTemplateData", {})
    plain = {key: data[key] for key in ["InstanceType", "UserData", "SecurityGroupIds", "NetworkInterfaces", "ImageId"] if key in data}
    made = call("ec2", "create_launch_template", {"LaunchTemplateName": properties.get("LaunchTemplateName", logical),
                                                  "LaunchTemplateData": plain})["LaunchTemplate"]
    self.keep(logical, LatestVersionNumber="1", DefaultVersionNumber="1")
    return made["LaunchTemplateId"]


def launch_configuration(self, logical, properties):
    plain = {key: properties[key] for key in ["InstanceType", "UserData", "SecurityGroups", "AssociatePublicIpAddress"] if key in properties}
    if "UserData" in plain:
        plain["UserData"] = base64.b64decode(plain["UserData"]).decode()
    call("autoscaling", "create_launch_configuration", plain, LaunchConfigurationName=logical, ImageId="ami-12345678")
    return logical


def auto_scaling_group(self, logical, properties):
    plain = {key: properties[key] for key in
             ["MinSize", "MaxSize", "DesiredCapacity", "LaunchConfigurationName", "TargetGroupARNs", "MixedInstancesPolicy"]
             if key in properties}
    if "LaunchTemplate" in properties:
        plain["LaunchTemplate"] = properties["LaunchTemplate"]
    if "VPCZoneIdentifier" in properties:
        plain["VPCZoneIdentifier"] = ",".join(listed(properties["VPCZoneIdentifier"]))
    name = properties.get("AutoScalingGroupName", logical)
    call("autoscaling", "create_auto_scaling_group", plain, AutoScalingGroupName=name)
    found = call("autoscaling", "describe_auto_scaling_groups", {"AutoScalingGroupNames": [name]})["AutoScalingGroups"][0]
    self.keep(logical, Arn=found["AutoScalingGroupARN"])
    return name


def load_balancer(self, logical, properties):
    made = call("elbv2", "create_load_balancer", without_attributes(properties), Name=short(properties, logical))["LoadBalancers"][0]
    if properties.get("LoadBalancerAttributes"):
        call("elbv2", "modify_load_balancer_attributes", {"LoadBalancerArn": made["LoadBalancerArn"], "Attributes": properties["LoadBalancerAttributes"]})
    self.keep(logical, DNSName=made["DNSName"], LoadBalancerFullName=made["LoadBalancerArn"].split("loadbalancer/")[-1],
              LoadBalancerName=made["LoadBalancerName"], CanonicalHostedZoneID=made["CanonicalHostedZoneId"])
    return made["LoadBalancerArn"]


def without_attributes(properties):
    return {key: inner for key, inner in properties.items()
            if key not in ("Tags", "LoadBalancerAttributes", "TargetGroupAttributes", "Targets")}


def short(properties, logical):
    """A name as balancers take it: at most 32 letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9-]", "-", properties.get("Name", logical))[-32:].strip("-")


def target_group(self, logical, properties):
    made = call("elbv2", "create_target_group", without_attributes(properties), Name=short(properties, logical))["TargetGroups"][0]
    if properties.get("TargetGroupAttributes"):
        call("elbv2", "modify_target_group_attributes", {"TargetGroupArn": made["TargetGroupArn"], "Attributes": properties["TargetGroupAttributes"]})
    self.keep(logical, TargetGroupFullName=made["TargetGroupArn"].split(":")[-1], TargetGroupName=made["TargetGroupName"])
    return made["TargetGroupArn"]


def listener(self, logical, properties):
    plain = {key: inner for key, inner in properties.items() if key not in ("Certificates", "SslPolicy")}
    if plain.get("Protocol") in ("HTTPS", "TLS"):
        plain["Certificates"] = [{"CertificateArn": call("iam", "upload_server_certificate", {
            "ServerCertificateName": logical, "CertificateBody": "x", "PrivateKey": "x"})["ServerCertificateMetadata"]["Arn"]}]
    return call("elbv2", "create_listener", plain, DefaultActions=numbered(plain["DefaultActions"]))["Listeners"][0]["ListenerArn"]


def numbered(actions):
    return [{"Order": number + 1, **one} for number, one in enumerate(actions)]


def listener_rule(self, logical, properties):
    made = call("elbv2", "create_rule", {**properties, "Actions": numbered(properties["Actions"])})
    return made["Rules"][0]["RuleArn"]


def cluster(self, logical, properties):
    name = properties.get("ClusterName", logical)
    plain = {key: properties[key] for key in ["CapacityProviders", "DefaultCapacityProviderStrategy"] if key in properties}
    made = call("ecs", "create_cluster", plain, ClusterName=name)["cluster"]
    self.keep(logical, Arn=made["clusterArn"])
    return name


def capacity_provider(self, logical, properties):
    provider = {"ManagedTerminationProtection": "DISABLED", **properties.get("AutoScalingGroupProvider", {})}
    arn = provider.get("AutoScalingGroupArn", "")
    if not str(arn).startswith("arn:"):
        found = call("autoscaling", "describe_auto_scaling_groups", {"AutoScalingGroupNames": [arn]})["AutoScalingGroups"]
        provider["AutoScalingGroupArn"] = found[0]["AutoScalingGroupARN"]
    name = properties.get("Name", logical)
    call("ecs", "create_capacity_provider", {"Name": name, "AutoScalingGroupProvider": provider})
    return name


def capacity_of_cluster(self, logical, properties):
    call("ecs", "put_cluster_capacity_providers", properties)


def task_definition(self, logical, properties):
    made = call("ecs", "register_task_definition", properties, Family=properties.get("Family", logical),
                ContainerDefinitions=properties["ContainerDefinitions"])
    return made["taskDefinition"]["taskDefinitionArn"]


def service(self, logical, properties):
    made = call("ecs", "create_service", properties, ServiceName=properties.get("ServiceName", logical),
                Cluster=properties.get("Cluster", "default"))["service"]
    self.keep(logical, Name=made["serviceName"])
    return made["serviceArn"]


def namespace(operation):
    def make(self, logical, properties):
        answer = call("servicediscovery", operation, properties)
        done = call("servicediscovery", "get_operation", {"OperationId": answer["OperationId"]})["Operation"]
        made = done["Targets"]["NAMESPACE"]
        self.keep(logical, Id=made, Arn=f"arn:aws:servicediscovery:{REGION}:{ACCOUNT}:namespace/{made}", Name=properties["Name"])
        return made
    return make


def discovery(self, logical, properties):
    made = call("servicediscovery", "create_service", properties, Name=properties.get("Name", logical))["Service"]
    self.keep(logical, Id=made["Id"], Arn=made["Arn"], Name=made["Name"])
    return made["Id"]


def scalable_target(self, logical, properties):
    call("application-autoscaling", "register_scalable_target", properties)
    return logical


def subnet_group(self, logical, properties):
    name = properties.get("DBSubnetGroupName", logical)
    call("rds", "create_db_subnet_group", {key: properties[key] for key in ["SubnetIds"]}, DBSubnetGroupName=name,
         DBSubnetGroupDescription=properties.get("DBSubnetGroupDescription", name))
    return name.lower()


def database(self, logical, properties):
    plain = {key: properties[key] for key in ["Engine", "Port", "VPCSecurityGroups", "DBSubnetGroupName", "PubliclyAccessible"] if key in properties}
    plain["VpcSecurityGroupIds"] = plain.pop("VPCSecurityGroups", [])
    name = properties.get("DBInstanceIdentifier", logical).lower()
    made = call("rds", "create_db_instance", plain, DBInstanceIdentifier=name, DBInstanceClass="db.t3.micro",
                MasterUsername="portwright", MasterUserPassword="portwright", AllocatedStorage=20)["DBInstance"]
    self.keep(logical, **{"Endpoint.Address": made["Endpoint"]["Address"], "Endpoint.Port": str(made["Endpoint"]["Port"])})
    return name


def database_cluster(self, logical, properties):
    plain = {key: properties[key] for key in ["Engine", "Port", "VpcSecurityGroupIds", "DBSubnetGroupName"] if key in properties}
    name = properties.get("DBClusterIdentifier", logical).lower()
    made = call("rds", "create_db_cluster", plain, DBClusterIdentifier=name, MasterUsername="portwright",
                MasterUserPassword="portwright")["DBCluster"]
    self.keep(logical, **{"Endpoint.Address": made["Endpoint"], "Endpoint.Port": str(made["Port"])})
    return name


MAKERS = {
    "AWS::EC2::VPC": vpc,
    "AWS::EC2::Subnet": subnet,
    "AWS::EC2::InternetGateway": gateway,
    "AWS::EC2::VPCGatewayAttachment": attachment,
    "AWS::EC2::RouteTable": route_table,
    "AWS::EC2::Route": route,
    "AWS::EC2::SubnetRouteTableAssociation": association,
    "AWS::EC2::EIP": elastic_ip,
    "AWS::EC2::NatGateway": nat_gateway,
    "AWS::EC2::NetworkAcl": acl,
    "AWS::EC2::NetworkAclEntry": acl_entry,
    "AWS::EC2::SubnetNetworkAclAssociation": acl_association,
    "AWS::EC2::VPCEndpoint": endpoint,
    "AWS::EC2::SecurityGroup": security_group,
    "AWS::EC2::SecurityGroupIngress": ingress,
    "AWS::EC2::SecurityGroupEgress": egress,
    "AWS::EC2::LaunchTemplate": launch_template,
    "AWS::AutoScaling::LaunchConfiguration": launch_configuration,
    "AWS::AutoScaling::AutoScalingGroup": auto_scaling_group,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": load_balancer,
    "AWS::ElasticLoadBalancingV2::TargetGroup": target_group,
    "AWS::ElasticLoadBalancingV2::Listener": listener,
    "AWS::ElasticLoadBalancingV2::ListenerRule": listener_rule,
    "AWS::ECS::Cluster": cluster,
    "AWS::ECS::CapacityProvider": capacity_provider,
    "AWS::ECS::ClusterCapacityProviderAssociations": capacity_of_cluster,
    "AWS::ECS::TaskDefinition": task_definition,
    "AWS::ECS::Service": service,
    "AWS::ServiceDiscovery::PrivateDnsNamespace": namespace("create_private_dns_namespace"),
    "AWS::ServiceDiscovery::HttpNamespace": namespace("create_http_namespace"),
    "AWS::ServiceDiscovery::Service": discovery,
    "AWS::ApplicationAutoScaling::ScalableTarget": scalable_target,
    "AWS::RDS::DBSubnetGroup": subnet_group,
    "AWS::RDS::DBCluster": database_cluster,
    "AWS::RDS::DBInstance": database,
}
# between resources that may name each other in a circle
LATE = {"AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress", "AWS::ECS::ClusterCapacityProviderAssociations"}



def filled(parameters):
    """Parameters with what the account has from the start in place of the words for it."""
    found = client("ec2").describe_subnets()["Subnets"]
    subnets = sorted((one for one in found if one["DefaultForAz"]), key=lambda one: one["AvailabilityZone"])
    words = {
        "$vpc": subnets[0]["VpcId"],
        "$subnet": subnets[0]["SubnetId"],
        "$subnets": ",".join(one["SubnetId"] for one in subnets[:2]),
        "$group": client("ec2").describe_security_groups(
            Filters=[{"Name": "group-name", "Values": ["default"]}])["SecurityGroups"][0]["GroupId"],
    }
    return {name: words.get(value, value) for name, value in parameters.items()}


def prepared():
    """Gives the default VPC its way out, which the emulator leaves out."""
    vpc = next(one["VpcId"] for one in client("ec2").describe_vpcs()["Vpcs"] if one["IsDefault"])
    out = client("ec2").create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    client("ec2").attach_internet_gateway(InternetGatewayId=out, VpcId=vpc)
    table = client("ec2").describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"][0]
    client("ec2").create_route(RouteTableId=table["RouteTableId"], DestinationCidrBlock="0.0.0.0/0", GatewayId=out)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        prepared()
        sys.exit()
    with open(sys.argv[1], encoding="utf8") as file:
        template = json.load(file)
    with open(sys.argv[2], encoding="utf8") as file:
        parameters = filled(json.load(file))
    deployment = Deployment(template, parameters)
    try:
        deployment.all()
    except botocore.exceptions.ClientError as error:
        sys.exit(f"{error}")
    json.dump({"ids": deployment.ids, "given": parameters, "leftOut": deployment.left_out}, sys.stdout)
