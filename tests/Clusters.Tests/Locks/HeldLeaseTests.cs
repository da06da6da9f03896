using Clusters.Locks;
using k8s.Models;

namespace Clusters.Tests.Locks;

public sealed class HeldLeaseTests
{
    private static readonly DateTime Noon = new(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void It_expires_when_its_holder_has_not_renewed_it_for_its_duration() =>
        Expires(Noon, 90).ShouldBe(new DateTimeOffset(Noon.AddSeconds(90)));

    // Whoever may write a Lease may write any time into it.
    [Fact]
    public void A_time_beyond_all_calendars_is_the_last_or_the_first_of_them()
    {
        Expires(DateTime.MaxValue, int.MaxValue).ShouldBe(DateTimeOffset.MaxValue);
        Expires(DateTime.MinValue, int.MinValue).ShouldBe(DateTimeOffset.MinValue);
        Expires(null, -1).ShouldBe(DateTimeOffset.MinValue);
    }

    [Fact]
    public void A_Lease_without_a_holder_is_held_by_nobody()
    {
        HeldLease.Of(null).ShouldBeNull();
        HeldLease.Of(new V1Lease()).ShouldBeNull();
        HeldLease.Of(new V1Lease { Spec = new V1LeaseSpec { HolderIdentity = "" } }).ShouldBeNull();
    }

    private static DateTimeOffset? Expires(DateTime? renewed, int seconds) =>
        HeldLease
            .Of(
                new V1Lease
                {
                    Spec = new V1LeaseSpec
                    {
                        HolderIdentity = "Ada@laptop",
                        RenewTime = renewed,
                        LeaseDurationSeconds = seconds,
                    },
                }
            )
            ?.Expires;
}
