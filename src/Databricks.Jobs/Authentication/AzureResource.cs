using System.Text.RegularExpressions;

namespace Databricks.Jobs.Authentication;

/// <summary>The resource ID of a workspace in Azure.</summary>
internal sealed class AzureResource
{
    private const string Shape =
        @"^/subscriptions/([\w.\-]+)/resourceGroups/[\w.()\-]+/providers/Microsoft\.Databricks/workspaces/[\w.\-]+$";

    private AzureResource(string id, string subscription) => (Id, Subscription) = (id, subscription);

    public string Id { get; }

    public string Subscription { get; }

    /// <summary>Replaces the address of the workspace until it has been looked up. Nothing can be sent to it.</summary>
    public Uri Placeholder => new("azure:" + Id);

    /// <exception cref="CredentialsException">It is not the resource ID of a workspace.</exception>
    public static AzureResource Parse(Setting setting)
    {
        string id = "/" + setting.Value.Trim('/');
        const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ECMAScript;
        Match match = Regex.Match(id, Shape, Options, TimeSpan.FromSeconds(1));
        return match.Success ? new AzureResource(id, match.Groups[1].Value) : throw new CredentialsException(
            $"The resource ID ({setting}) is not that of a workspace.",
            "Copy it from the Azure portal. Its form is "
            + "/subscriptions/.../resourceGroups/.../providers/Microsoft.Databricks/workspaces/...");
    }
}
