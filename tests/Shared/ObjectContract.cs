using System.Globalization;
using k8s;
using k8s.Models;

namespace ClusterContracts;

/// <summary>Objects as such: refusals, lists, watches, conflicts, permissions.</summary>
public abstract class ObjectContract(ClusterStage stage)
{
    [Fact]
    public async Task What_is_not_there_is_404_and_named()
    {
        var status = await ClusterStage.RefusalAsync(() =>
            stage.Api.AppsV1.ReadNamespacedDeploymentAsync("nothing", stage.Namespace)
        );

        (status.Code, status.Reason).ShouldBe((404, "NotFound"));
        status.Message.ShouldBe("deployments.apps \"nothing\" not found");
        (status.Details.Name, status.Details.Kind).ShouldBe(("nothing", "deployments"));
    }

    [Fact]
    public async Task What_is_there_already_is_409_and_named()
    {
        await stage.Api.CoreV1.CreateNamespacedConfigMapAsync(SharedManifests.ConfigMap("twice"), stage.Namespace);

        var status = await ClusterStage.RefusalAsync(() =>
            stage.Api.CoreV1.CreateNamespacedConfigMapAsync(SharedManifests.ConfigMap("twice"), stage.Namespace)
        );

        (status.Code, status.Reason).ShouldBe((409, "AlreadyExists"));
        status.Message.ShouldBe("configmaps \"twice\" already exists");
    }

    [Fact]
    public async Task What_makes_no_sense_is_422_and_says_which_field()
    {
        var deployment = SharedManifests.Deployment("senseless", stage.Image("1"), stage.Image("1"));
        deployment.Spec.Template.Metadata.Labels = new Dictionary<string, string> { ["app"] = "other" };

        var status = await ClusterStage.RefusalAsync(() =>
            stage.Api.AppsV1.CreateNamespacedDeploymentAsync(deployment, stage.Namespace)
        );

        (status.Code, status.Reason).ShouldBe((422, "Invalid"));
        status.Message.ShouldStartWith(
            "Deployment.apps \"senseless\" is invalid: spec.template.metadata.labels: Invalid value: "
        );
        status.Message.ShouldEndWith("`selector` does not match template `labels`");
        status.Details.Causes.ShouldHaveSingleItem().Field.ShouldBe("spec.template.metadata.labels");
    }

    [Fact]
    public async Task A_lease_that_somebody_else_has_changed_is_409_for_a_writer_with_the_old_version()
    {
        var lease = new V1Lease
        {
            Metadata = new V1ObjectMeta { Name = "contested" },
            Spec = new V1LeaseSpec
            {
                HolderIdentity = "first",
                LeaseDurationSeconds = 30,
                RenewTime = DateTime.UtcNow,
            },
        };
        var read = await stage.Api.CoordinationV1.CreateNamespacedLeaseAsync(lease, stage.Namespace);
        read.Spec.HolderIdentity = "second";
        var written = await stage.Api.CoordinationV1.ReplaceNamespacedLeaseAsync(read, "contested", stage.Namespace);

        read.Spec.HolderIdentity = "third";
        var status = await ClusterStage.RefusalAsync(() =>
            stage.Api.CoordinationV1.ReplaceNamespacedLeaseAsync(read, "contested", stage.Namespace)
        );

        written.Metadata.ResourceVersion.ShouldNotBe(read.Metadata.ResourceVersion);
        (status.Code, status.Reason).ShouldBe((409, "Conflict"));
        status.Message.ShouldBe(
            "Operation cannot be fulfilled on leases.coordination.k8s.io \"contested\": the object has been modified; "
                + "please apply your changes to the latest version and try again"
        );
        var left = await stage.Api.CoordinationV1.ReadNamespacedLeaseAsync("contested", stage.Namespace);
        (left.Spec.HolderIdentity, left.Spec.LeaseDurationSeconds).ShouldBe(("second", 30));
        left.Spec.RenewTime.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_deletion_that_names_another_identity_is_409_and_deletes_nothing()
    {
        await stage.Api.CoreV1.CreateNamespacedConfigMapAsync(SharedManifests.ConfigMap("kept"), stage.Namespace);
        var options = new V1DeleteOptions
        {
            Preconditions = new V1Preconditions { Uid = "00000000-0000-0000-0000-000000000000" },
        };

        var status = await ClusterStage.RefusalAsync(() =>
            stage.Api.CoreV1.DeleteNamespacedConfigMapAsync("kept", stage.Namespace, options)
        );

        (status.Code, status.Reason).ShouldBe((409, "Conflict"));
        (await stage.Api.CoreV1.ReadNamespacedConfigMapAsync("kept", stage.Namespace)).Name().ShouldBe("kept");
    }

    [Fact]
    public async Task Who_may_not_change_is_403_and_told_what()
    {
        var status = await ClusterStage.RefusalAsync(() =>
            stage.Restricted.AppsV1.PatchNamespacedDeploymentAsync(
                SharedManifests.SetImage("serves", stage.Image("2")),
                "any",
                stage.Namespace
            )
        );

        (status.Code, status.Reason).ShouldBe((403, "Forbidden"));
        status.Message.ShouldStartWith("deployments.apps \"any\" is forbidden: User \"");
        status.Message.ShouldEndWith(
            $"\" cannot patch resource \"deployments\" in API group \"apps\" in the namespace \"{stage.Namespace}\""
        );
    }

    [Theory]
    [InlineData("patch", "apps", "deployments", null, false)]
    [InlineData("create", "batch", "jobs", null, false)]
    [InlineData("list", "apps", "deployments", null, true)]
    [InlineData("get", "", "pods", "log", true)]
    public async Task A_review_says_what_somebody_may_do(
        string verb,
        string group,
        string resource,
        string? subresource,
        bool restricted
    )
    {
        (await IsAllowedAsync(stage.Api)).ShouldBeTrue();
        (await IsAllowedAsync(stage.Restricted)).ShouldBe(restricted);

        async Task<bool> IsAllowedAsync(Kubernetes client)
        {
            var attributes = new V1ResourceAttributes
            {
                NamespaceProperty = stage.Namespace,
                Verb = verb,
                Group = group,
                Resource = resource,
                Subresource = subresource,
            };
            var answer = await client.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(
                new V1SelfSubjectAccessReview
                {
                    Spec = new V1SelfSubjectAccessReviewSpec { ResourceAttributes = attributes },
                }
            );
            return answer.Status.Allowed;
        }
    }

    [Fact]
    public async Task Rules_list_what_somebody_may_do_and_nothing_else()
    {
        (await RulesAsync(stage.Api)).ShouldContain(rule =>
            rule.Verbs.Contains("*") && rule.ApiGroups.Contains("*") && rule.Resources.Contains("*")
        );
        (await RulesAsync(stage.Restricted)).ShouldNotContain(rule =>
            rule.Verbs.Contains("patch") || rule.Verbs.Contains("*")
        );

        async Task<IList<V1ResourceRule>> RulesAsync(Kubernetes client)
        {
            var answer = await client.AuthorizationV1.CreateSelfSubjectRulesReviewAsync(
                new V1SelfSubjectRulesReview
                {
                    Spec = new V1SelfSubjectRulesReviewSpec { NamespaceProperty = stage.Namespace },
                }
            );
            return answer.Status.ResourceRules;
        }
    }

    [Fact]
    public async Task A_list_comes_selected_in_pages_and_with_the_version_to_watch_from()
    {
        foreach (var number in Enumerable.Range(1, 5))
            await stage.Api.CoreV1.CreateNamespacedConfigMapAsync(
                SharedManifests.ConfigMap($"page-{number}", label: "paged"),
                stage.Namespace
            );

        var first = await PageAsync(null);
        var second = await PageAsync(first.Metadata.ContinueProperty);
        var named = await stage.Api.CoreV1.ListNamespacedConfigMapAsync(
            stage.Namespace,
            fieldSelector: "metadata.name=page-3"
        );

        first
            .Items.Concat(second.Items)
            .Select(item => item.Name())
            .ShouldBe(["page-1", "page-2", "page-3", "page-4", "page-5"]);
        first.Metadata.RemainingItemCount.ShouldBeNull();
        second.Metadata.ContinueProperty.ShouldBeNullOrEmpty();
        second.Metadata.ResourceVersion.ShouldBe(first.Metadata.ResourceVersion);
        long.Parse(first.Metadata.ResourceVersion, CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        named.Items.ShouldHaveSingleItem().Name().ShouldBe("page-3");

        Task<V1ConfigMapList> PageAsync(string? from) =>
            stage.Api.CoreV1.ListNamespacedConfigMapAsync(
                stage.Namespace,
                labelSelector: "app=paged",
                limit: 3,
                continueParameter: from
            );
    }

    [Fact]
    public async Task A_watch_tells_what_happened_since_the_list_in_order()
    {
        var api = stage.Api.CoreV1;
        var list = await api.ListNamespacedConfigMapAsync(stage.Namespace, labelSelector: "app=watched");
        await api.CreateNamespacedConfigMapAsync(SharedManifests.ConfigMap("watched"), stage.Namespace);
        await api.ReplaceNamespacedConfigMapAsync(
            SharedManifests.ConfigMap("watched", "2"),
            "watched",
            stage.Namespace
        );
        await api.DeleteNamespacedConfigMapAsync("watched", stage.Namespace);

        var events = new List<string>();
        await foreach (
            var (type, item) in api.WatchListNamespacedConfigMapAsync(
                stage.Namespace,
                labelSelector: "app=watched",
                resourceVersion: list.Metadata.ResourceVersion,
                timeoutSeconds: 300
            )
        )
        {
            events.Add($"{type} {item.Data["key"]}");
            if (events.Count == 3)
                break;
        }

        events.ShouldBe(["Added 1", "Modified 2", "Deleted 2"]);
    }

    [Fact]
    public async Task A_watch_ends_by_itself_when_its_time_is_over()
    {
        var api = stage.Api.CoreV1;
        var list = await api.ListNamespacedConfigMapAsync(stage.Namespace, labelSelector: "app=timed");
        await api.CreateNamespacedConfigMapAsync(SharedManifests.ConfigMap("timed"), stage.Namespace);
        var events = 0;

        await foreach (
            var (type, _) in api.WatchListNamespacedConfigMapAsync(
                stage.Namespace,
                labelSelector: "app=timed",
                resourceVersion: list.Metadata.ResourceVersion,
                timeoutSeconds: 1
            )
        )
        {
            type.ShouldBe(WatchEventType.Added);
            events++;
        }

        // On a busy machine its time may be over before it has told of anything.
        events.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_streaming_list_marks_the_end_of_what_is_there_and_is_refused_where_it_is_unknown()
    {
        var api = stage.Api.CoreV1;
        await api.CreateNamespacedConfigMapAsync(SharedManifests.ConfigMap("streamed"), stage.Namespace);
        var version = (await stage.Api.Version.GetCodeAsync()).GitVersion;
        // A beta that is on in 1.32, off in 1.33 and on from 1.34 on.
        var isKnown = int.Parse(version.Split('.')[1], CultureInfo.InvariantCulture) is 32 or >= 34;

        if (!isKnown)
        {
            var status = await ClusterStage.RefusalAsync(StreamAsync);

            (status.Code, status.Reason).ShouldBe((422, "Invalid"));
            status.Message.ShouldStartWith("ListOptions.meta.k8s.io \"\" is invalid: ", customMessage: version);
            status.Message.ShouldContain(" is forbidden for watch", Case.Sensitive, version);
            return;
        }

        (await StreamAsync()).ShouldBe(["Added streamed", "Bookmark end"], version);

        async Task<List<string>> StreamAsync()
        {
            var events = new List<string>();
            await foreach (
                var (type, item) in api.WatchListNamespacedConfigMapAsync(
                    stage.Namespace,
                    allowWatchBookmarks: true,
                    labelSelector: "app=streamed",
                    resourceVersionMatch: "NotOlderThan",
                    sendInitialEvents: true,
                    timeoutSeconds: 300
                )
            )
            {
                var isEnd = item.Metadata.Annotations?.ContainsKey("k8s.io/initial-events-end") == true;
                events.Add($"{type} {(isEnd ? "end" : item.Name())}");
                if (type == WatchEventType.Bookmark)
                    break;
            }
            return events;
        }
    }

    [Fact]
    public async Task Whoever_asks_for_JSON_gets_nothing_else_and_the_client_asks_for_nothing_else()
    {
        using var answer = await stage.Api.CoreV1.ListNamespacedConfigMapWithHttpMessagesAsync(stage.Namespace);

        answer.Request.Headers.Accept.ShouldAllBe(type => type.MediaType == "application/json");
        answer.Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task The_version_is_that_of_a_Kubernetes()
    {
        (await stage.Api.Version.GetCodeAsync()).GitVersion.ShouldMatch(@"^v1\.\d+\.\d+");
    }
}
