using System.Text.RegularExpressions;

namespace Databricks.Jobs.Authentication;

/// <summary>A workspace as Azure's management names it.</summary>
internal sealed class AzureResource
{
    private const string Shape =
        @"^/subscriptions/([\w.\-]+)/resourceGroups/[\w.()\-]+/providers/Microsoft\.Databricks/workspaces/[\w.\-]+$";

    private AzureResource(string id, string subscription) => (Id, Subscription) = (id, subscription);

    public string Id { get; }

    public string Subscription { get; }

    /// <summary>Stands for the workspace's address until that has been looked up. Nothing can be sent to it.</summary>
    public Uri Placeholder => new("azure:" + Id);

    /// <exception cref="CredentialsException">It is no id of a workspace.</exception>
    public static AzureResource Parse(Setting setting)
    {
        string id = "/" + setting.Value.Trim('/');
        Match match = Regex.Match(id, Shape, RegexOptions.IgnoreCase | RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));
        return match.Success ? new AzureResource(id, match.Groups[1].Value) : throw new CredentialsException(
            $"The resource id ({setting}) is not that of a workspace.",
            "Give it as /subscriptions/.../resourceGroups/.../providers/Microsoft.Databricks/workspaces/..., as the portal shows it.");
    }
}
