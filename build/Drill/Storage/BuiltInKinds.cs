using Drill.Settings;

namespace Drill.Storage;

/// <summary>The kinds that every cluster serves. Objects of a kind without a controller here are only stored.</summary>
internal static class BuiltInKinds
{
    private const string Rbac = "rbac.authorization.k8s.io";

    public static IEnumerable<ResourceKind> For(ClusterVersion version) =>
        [.. Core(), .. Workloads(version), .. Others(version), .. Stored(version)];

    private static IEnumerable<ResourceKind> Core() =>
        [
            new("", "Namespace", "namespaces", "v1")
            {
                Namespaced = false,
                HasStatus = true,
                ShortNames = ["ns"],
            },
            new("", "Node", "nodes", "v1")
            {
                Namespaced = false,
                HasStatus = true,
                ShortNames = ["no"],
            },
            new("", "Pod", "pods", "v1")
            {
                HasStatus = true,
                InCategoryAll = true,
                ShortNames = ["po"],
            },
            new("", "Service", "services", "v1")
            {
                HasStatus = true,
                InCategoryAll = true,
                ShortNames = ["svc"],
            },
            new("", "ConfigMap", "configmaps", "v1") { ShortNames = ["cm"] },
            new("", "Secret", "secrets", "v1"),
            new("", "Event", "events", "v1") { ShortNames = ["ev"] },
            new("", "ServiceAccount", "serviceaccounts", "v1") { ShortNames = ["sa"] },
        ];

    private static IEnumerable<ResourceKind> Workloads(ClusterVersion version) =>
        [
            Workload("Deployment", "deployments", "deploy"),
            Workload("ReplicaSet", "replicasets", "rs"),
            Workload("StatefulSet", "statefulsets", "sts"),
            Workload("DaemonSet", "daemonsets", "ds") with
            {
                HasScale = false,
            },
            new("apps", "ControllerRevision", "controllerrevisions", "v1"),
            new("batch", "Job", "jobs", "v1")
            {
                HasStatus = true,
                InCategoryAll = true,
                CountsGeneration = version.Minor >= 21,
                OrphansByDefault = true,
            },
            new("batch", "CronJob", "cronjobs", CronJobVersions(version))
            {
                HasStatus = true,
                InCategoryAll = true,
                ShortNames = ["cj"],
                CountsGeneration = version.Minor >= 21,
                OrphansByDefault = true,
            },
        ];

    private static ResourceKind Workload(string name, string plural, string shortName) =>
        new("apps", name, plural, "v1")
        {
            HasStatus = true,
            HasScale = true,
            CountsGeneration = true,
            InCategoryAll = true,
            ShortNames = [shortName],
        };

    /// <summary>
    /// The versions of CronJob: batch/v1 from 1.21 on, batch/v1beta1 until 1.24 (Kubernetes deprecated API migration
    /// guide).
    /// </summary>
    private static string[] CronJobVersions(ClusterVersion version) =>
        version.Minor switch
        {
            < 21 => ["v1beta1"],
            < 25 => ["v1", "v1beta1"],
            _ => ["v1"],
        };

    private static IEnumerable<ResourceKind> Others(ClusterVersion version) =>
        [
            new("coordination.k8s.io", "Lease", "leases", "v1") { NeedsVersionToUpdate = true, CreatesOnUpdate = true },
            new("networking.k8s.io", "Ingress", "ingresses", version.Minor < 22 ? ["v1", "v1beta1"] : ["v1"])
            {
                HasStatus = true,
                ShortNames = ["ing"],
            },
            Question("SelfSubjectAccessReview", "selfsubjectaccessreviews"),
            Question("SelfSubjectRulesReview", "selfsubjectrulesreviews"),
        ];

    private static ResourceKind Question(string name, string plural) =>
        new("authorization.k8s.io", name, plural, "v1") { Namespaced = false, IsQuestion = true };

    private static IEnumerable<ResourceKind> Stored(ClusterVersion version) =>
        [
            new("", "Endpoints", "endpoints", "v1") { ShortNames = ["ep"] },
            new("", "LimitRange", "limitranges", "v1") { ShortNames = ["limits"] },
            new("", "PersistentVolume", "persistentvolumes", "v1") { Namespaced = false, ShortNames = ["pv"] },
            new("", "PersistentVolumeClaim", "persistentvolumeclaims", "v1") { HasStatus = true, ShortNames = ["pvc"] },
            new("", "ResourceQuota", "resourcequotas", "v1") { HasStatus = true, ShortNames = ["quota"] },
            new("apiextensions.k8s.io", "CustomResourceDefinition", "customresourcedefinitions", "v1")
            {
                Namespaced = false,
                HasStatus = true,
                ShortNames = ["crd", "crds"],
            },
            new(
                "autoscaling",
                "HorizontalPodAutoscaler",
                "horizontalpodautoscalers",
                version.Minor < 23 ? ["v1"] : ["v2", "v1"]
            )
            {
                HasStatus = true,
                InCategoryAll = true,
                ShortNames = ["hpa"],
            },
            new("networking.k8s.io", "NetworkPolicy", "networkpolicies", "v1") { ShortNames = ["netpol"] },
            new("policy", "PodDisruptionBudget", "poddisruptionbudgets", version.Minor < 21 ? ["v1beta1"] : ["v1"])
            {
                HasStatus = true,
                CountsGeneration = true,
                ShortNames = ["pdb"],
            },
            new(Rbac, "Role", "roles", "v1"),
            new(Rbac, "RoleBinding", "rolebindings", "v1"),
            new(Rbac, "ClusterRole", "clusterroles", "v1") { Namespaced = false },
            new(Rbac, "ClusterRoleBinding", "clusterrolebindings", "v1") { Namespaced = false },
            new("scheduling.k8s.io", "PriorityClass", "priorityclasses", "v1")
            {
                Namespaced = false,
                ShortNames = ["pc"],
            },
            new("storage.k8s.io", "StorageClass", "storageclasses", "v1") { Namespaced = false, ShortNames = ["sc"] },
        ];
}
