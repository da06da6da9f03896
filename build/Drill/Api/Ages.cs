using System.Globalization;

namespace Drill.Api;

/// <summary>Ages as kubectl writes them (k8s.io/apimachinery, pkg/util/duration).</summary>
internal static class Ages
{
    public static string Since(DateTimeOffset? moment, DateTimeOffset now)
    {
        if (moment is null)
            return "<none>";

        var age = now - moment.Value;
        return age.TotalSeconds < 120 ? Whole(Math.Max(0, age.TotalSeconds), "s")
            : age.TotalMinutes < 10 ? $"{Whole(age.TotalMinutes, "m")}{Rest(age.Seconds, "s")}"
            : age.TotalHours < 3 ? Whole(age.TotalMinutes, "m")
            : age.TotalHours < 8 ? $"{Whole(age.TotalHours, "h")}{Rest(age.Minutes, "m")}"
            : age.TotalHours < 48 ? Whole(age.TotalHours, "h")
            : Whole(age.TotalDays, "d");
    }

    private static string Whole(double amount, string unit) =>
        Math.Floor(amount).ToString(CultureInfo.InvariantCulture) + unit;

    private static string Rest(int amount, string unit) => amount == 0 ? "" : Whole(amount, unit);
}
