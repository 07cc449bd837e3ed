using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Security;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Http;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.PowerShell.Engine;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Connects this runspace to a workspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "DbxWorkspace", DefaultParameterSetName = AmbientSet, HelpUri = Help.Base + "Connect-DbxWorkspace.md")]
[OutputType(typeof(DbxWorkspace))]
public sealed class ConnectDbxWorkspaceCommand : DbxCommand
{
    private const string AmbientSet = "Environment";
    private const string TokenSet = "Token";
    private const string ProfileSet = "Profile";
    private const string LocalSet = "Local";

    // Someone sits at the prompt: a host that does not answer is more likely wrong than busy.
    private static readonly RetryPolicy Verification = new(TimeSpan.FromSeconds(10), TimeSpan.Zero);

    /// <summary>The address of the workspace.</summary>
    [Parameter(
        Position = 0,
        ParameterSetName = AmbientSet,
        HelpMessage = "The address of the workspace, such as https://adb-1234.5.azuredatabricks.net. Without it the environment or a profile tells.")]
    [Parameter(
        Position = 0,
        ParameterSetName = TokenSet,
        HelpMessage = "The address of the workspace, such as https://adb-1234.5.azuredatabricks.net. Without it the environment tells.")]
    [ValidateNotNullOrEmpty]
    [Alias("Host", "BaseUri")]
    public string? HostUri { get; set; }

    /// <summary>A personal access token.</summary>
    [Parameter(
        Mandatory = true,
        Position = 1,
        ParameterSetName = TokenSet,
        HelpMessage = "A personal access token, as a secure string, a credential whose password it is, or text.")]
    [ValidateNotNull]
    [TokenTransformation]
    public SecureString? Token { get; set; }

    /// <summary>A profile of the configuration file.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ProfileSet,
        HelpMessage = "The profile of .databrickscfg whose address and credentials are used.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? Profile { get; set; }

    /// <summary>A running local workspace.</summary>
    [Parameter(
        Mandatory = true,
        ValueFromPipeline = true,
        ParameterSetName = LocalSet,
        HelpMessage = "The local workspace to connect to, as Start-DbxLocalWorkspace returns it.")]
    [ValidateNotNull]
    public DbxLocalWorkspace? LocalWorkspace { get; set; }

    /// <summary>The version of the Jobs API.</summary>
    [Parameter(HelpMessage = "The version of the Jobs API to use: 2.2 unless the workspace knows only 2.1.")]
    [ValidateSet("2.1", "2.2")]
    public string ApiVersion { get; set; } = "2.2";

    /// <summary>Whether to connect without asking the workspace anything.</summary>
    [Parameter(HelpMessage = "Do not ask the workspace who you are: connect without a request.")]
    public SwitchParameter SkipVerification { get; set; }

    // An address can have a password in it, which an error must not keep.
    private string? Target => HostUri?.Contains('@') == true ? null : HostUri ?? Profile;

    private protected override bool NeedsConnection => false;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (TryAwait(ConnectAsync, Target, out DbxWorkspace workspace))
        {
            // The one before stays open: it may be in a variable, for -Workspace.
            ConnectionStore.Current = workspace;
            WriteObject(workspace);
        }
    }

    private async Task<DbxWorkspace> ConnectAsync(CancellationToken cancellationToken)
    {
        JobsClientOptions options = AmbientConnection.NewOptions();
        options.ApiVersion = ApiVersion;
        JobsClient client = JobsClient.Connect(Request(), options);
        try
        {
            string? userName = SkipVerification
                ? null
                : await client.GetCurrentUserNameAsync(Verification, cancellationToken).ConfigureAwait(false);
            return new DbxWorkspace(client, userName);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private CredentialsRequest Request() => new()
    {
        Host = LocalWorkspace?.HostUri.AbsoluteUri ?? HostUri,
        Token = LocalWorkspace?.Server.Token ?? Reveal(Token),
        Profile = Profile,
    };

    private static string? Reveal(SecureString? secret)
    {
        if (secret is null)
        {
            return null;
        }

        IntPtr text = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(text);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }
}
