namespace Databricks.Jobs.Http;

/// <summary>The number of items on a page. The default is the maximum, which needs the fewest requests.</summary>
internal static class ListLimits
{
    private const int LargePage = 100;
    private const int SmallPage = 25;

    public static int Jobs(int? wanted, string apiVersion) =>
        Clamp(wanted, apiVersion == "2.1" ? SmallPage : LargePage);

    public static int Runs(int? wanted) => Clamp(wanted, SmallPage);

    private static int Clamp(int? wanted, int max) => Math.Max(1, Math.Min(wanted ?? max, max));
}
