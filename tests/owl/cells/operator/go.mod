// The Pulumi Kubernetes Operator, for its schema of a Stack.
module operator

go 1.21

require github.com/pulumi/pulumi-kubernetes-operator v1.16.0
