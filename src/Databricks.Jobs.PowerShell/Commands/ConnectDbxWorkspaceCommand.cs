using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Http;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Connects this runspace to a workspace.</summary>
[Cmdlet(
    VerbsCommunications.Connect,
    "DbxWorkspace",
    DefaultParameterSetName = AmbientSet,
    HelpUri = Help.Base + "Connect-DbxWorkspace.md")]
[OutputType(typeof(DbxWorkspace))]
public sealed class ConnectDbxWorkspaceCommand : DbxCommandBase
{
    private const string AmbientSet = "Environment";
    private const string TokenSet = "Token";
    private const string ProfileSet = "Profile";
    private const string LocalSet = "Local";
    private const string UserSet = "User";
    private const string ClientSet = "ServicePrincipal";
    private const string AzureClientSet = "AzureServicePrincipal";
    private const string MachineSet = "ManagedIdentity";
    private const string AzureCliSet = "AzureCli";
    private const string DatabricksCliSet = "DatabricksCli";
    private const string MetadataSet = "MetadataService";
    private const string PipelineSet = "PipelineIdentity";
    private const string VariableSet = "IdentityTokenVariable";
    private const string FileSet = "IdentityTokenFile";

    private const string HostHelp =
        "The URL of the workspace, such as https://adb-1234.5.azuredatabricks.net. "
        + "By default, the environment or a profile determines it.";

    private const string ResourceHelp =
        "The Azure resource ID of the workspace, /subscriptions/.../workspaces/..., instead of -HostUri.";

    private const string CloudHelp = "The Azure cloud. Required only if the workspace URL does not identify it.";
    private const string TenantHelp = "The Microsoft Entra tenant, as an ID or a domain.";

    private const string FederatedHelp =
        "The client ID of the service principal that the identity token represents.";

    private const string SecretHelp =
        "The secret of the service principal: a secure string, a credential whose password is the secret, or a string.";

    private const string AudienceHelp =
        "The audience to request for the identity token. The default is the token endpoint of the workspace.";

    // The user is waiting, and a host that does not respond is more likely wrong than busy.
    private static readonly RetryPolicy s_verification = new(TimeSpan.FromSeconds(10), TimeSpan.Zero);

    /// <summary>The URL of the workspace.</summary>
    [Parameter(Position = 0, ParameterSetName = AmbientSet, HelpMessage = HostHelp)]
    [Parameter(Position = 0, ParameterSetName = TokenSet, HelpMessage = HostHelp)]
    [Parameter(Position = 0, ParameterSetName = UserSet, HelpMessage = HostHelp)]
    [Parameter(Position = 0, ParameterSetName = ClientSet, HelpMessage = HostHelp)]
    [Parameter(Position = 0, ParameterSetName = AzureClientSet, HelpMessage = HostHelp)]
    [Parameter(Position = 0, ParameterSetName = MachineSet, HelpMessage = HostHelp)]
    [Parameter(Position = 0, ParameterSetName = AzureCliSet, HelpMessage = HostHelp)]
    [Parameter(Position = 0, ParameterSetName = DatabricksCliSet, HelpMessage = HostHelp)]
    [Parameter(Position = 0, ParameterSetName = MetadataSet, HelpMessage = HostHelp)]
    [Parameter(Position = 0, ParameterSetName = PipelineSet, HelpMessage = HostHelp)]
    [Parameter(Position = 0, ParameterSetName = VariableSet, HelpMessage = HostHelp)]
    [Parameter(Position = 0, ParameterSetName = FileSet, HelpMessage = HostHelp)]
    [ValidateNotNullOrEmpty]
    [Alias("Host", "BaseUri")]
    public string? HostUri { get; set; }

    /// <summary>The personal access token.</summary>
    [Parameter(
        Mandatory = true,
        Position = 1,
        ParameterSetName = TokenSet,
        HelpMessage = "The personal access token: a secure string, a credential whose password is the token, "
            + "or a string.")]
    [ValidateNotNull]
    [TokenTransformation]
    public SecureString? Token { get; set; }

    /// <summary>The name of a profile in the configuration file.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ProfileSet,
        HelpMessage = "The name of the profile in .databrickscfg with the URL and credentials to use.")]
    [Parameter(
        ParameterSetName = DatabricksCliSet,
        HelpMessage = "The name of the profile in .databrickscfg that the Databricks CLI is signed in with.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? Profile { get; set; }

    /// <summary>The name and password of a user.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = UserSet,
        HelpMessage = "The name and password of a user, for the few workspaces that still accept them.")]
    [ValidateNotNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The client ID of a service principal or a managed identity.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ClientSet,
        HelpMessage = "The client ID of a Databricks service principal.")]
    [Parameter(
        Mandatory = true,
        ParameterSetName = AzureClientSet,
        HelpMessage = "The client ID of a Microsoft Entra service principal.")]
    [Parameter(
        ParameterSetName = MachineSet,
        HelpMessage = "The client ID of one of several managed identities of this machine.")]
    [Parameter(ParameterSetName = PipelineSet, HelpMessage = FederatedHelp)]
    [Parameter(ParameterSetName = VariableSet, HelpMessage = FederatedHelp)]
    [Parameter(ParameterSetName = FileSet, HelpMessage = FederatedHelp)]
    [ValidateNotNullOrEmpty]
    public string? ClientId { get; set; }

    /// <summary>The secret of the service principal.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ClientSet, HelpMessage = SecretHelp)]
    [Parameter(Mandatory = true, ParameterSetName = AzureClientSet, HelpMessage = SecretHelp)]
    [ValidateNotNull]
    [TokenTransformation]
    public SecureString? ClientSecret { get; set; }

    /// <summary>The Microsoft Entra tenant.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AzureClientSet, HelpMessage = TenantHelp)]
    [Parameter(ParameterSetName = AzureCliSet, HelpMessage = TenantHelp)]
    [Parameter(
        ParameterSetName = PipelineSet,
        HelpMessage = "The Microsoft Entra tenant of the service principal. Only with -PipelineIdentity GitHub.")]
    [ValidateNotNullOrEmpty]
    public string? TenantId { get; set; }

    /// <summary>Whether to use the managed identity of this Azure machine.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = MachineSet,
        HelpMessage = "Uses the managed identity of this Azure machine. "
            + "If there are several, specify one with -ClientId.")]
    public SwitchParameter ManagedIdentity { get; set; }

    /// <summary>Whether to use the sign-in of the Azure CLI.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = AzureCliSet,
        HelpMessage = "Uses the sign-in of the Azure CLI: the account that ran az login on this machine.")]
    public SwitchParameter AzureCli { get; set; }

    /// <summary>Whether to use the sign-in of the Databricks CLI.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = DatabricksCliSet,
        HelpMessage = "Uses the sign-in of the Databricks CLI: the account that ran databricks auth login "
            + "on this machine.")]
    public SwitchParameter DatabricksCli { get; set; }

    /// <summary>The Azure resource ID of the workspace.</summary>
    [Parameter(ParameterSetName = AzureClientSet, HelpMessage = ResourceHelp)]
    [Parameter(ParameterSetName = MachineSet, HelpMessage = ResourceHelp)]
    [Parameter(ParameterSetName = AzureCliSet, HelpMessage = ResourceHelp)]
    [Parameter(ParameterSetName = PipelineSet, HelpMessage = ResourceHelp)]
    [ValidateNotNullOrEmpty]
    public string? AzureResourceId { get; set; }

    /// <summary>The Azure cloud.</summary>
    [Parameter(ParameterSetName = AzureClientSet, HelpMessage = CloudHelp)]
    [Parameter(ParameterSetName = MachineSet, HelpMessage = CloudHelp)]
    [Parameter(ParameterSetName = AzureCliSet, HelpMessage = CloudHelp)]
    [Parameter(ParameterSetName = PipelineSet, HelpMessage = CloudHelp)]
    [ValidateSet("Public", "UsGovernment", "China")]
    public string? AzureEnvironment { get; set; }

    /// <summary>The URL of a program on this machine that issues tokens.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = MetadataSet,
        HelpMessage = "The URL of a program on this machine that issues tokens, such as http://localhost:1234/token.")]
    [ValidateNotNullOrEmpty]
    public string? MetadataServiceUri { get; set; }

    /// <summary>The build service that runs the pipeline.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = PipelineSet,
        HelpMessage = "The build service that runs the pipeline and issues its identity token. No secret is needed.")]
    [ValidateSet("GitHub", "AzureDevOps")]
    public string? PipelineIdentity { get; set; }

    /// <summary>The name of an environment variable with an identity token.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = VariableSet,
        HelpMessage = "The name of an environment variable with an identity token of another issuer.")]
    [ValidateNotNullOrEmpty]
    public string? IdentityTokenVariable { get; set; }

    /// <summary>The path of a file with an identity token.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = FileSet,
        HelpMessage = "The path of a file with an identity token of another issuer. "
            + "The file is read for each exchange.")]
    [ValidateNotNullOrEmpty]
    public string? IdentityTokenFile { get; set; }

    /// <summary>The audience of the identity token.</summary>
    [Parameter(ParameterSetName = PipelineSet, HelpMessage = AudienceHelp)]
    [ValidateNotNullOrEmpty]
    public string? Audience { get; set; }

    /// <summary>The only authentication method to use.</summary>
    [Parameter(
        ParameterSetName = AmbientSet,
        HelpMessage = "The only method to use of those that the environment and the profile allow, such as azure-cli.")]
    [Parameter(ParameterSetName = ProfileSet, HelpMessage = "The only method to use of those that the profile allows.")]
    [ValidateNotNullOrEmpty]
    [Alias("AuthType")]
    [ArgumentCompleter(typeof(AuthenticationMethodCompleter))]
    public string? AuthenticationMethod { get; set; }

    /// <summary>The local workspace.</summary>
    [Parameter(
        Mandatory = true,
        ValueFromPipeline = true,
        ParameterSetName = LocalSet,
        HelpMessage = "The local workspace to connect to: an object that Start-DbxLocalWorkspace returned.")]
    [ValidateNotNull]
    public DbxLocalWorkspace? LocalWorkspace { get; set; }

    /// <summary>The version of the Jobs API.</summary>
    [Parameter(
        HelpMessage = "The version of the Jobs API. The default is 2.2; use 2.1 only for a workspace without 2.2.")]
    [ValidateSet("2.1", "2.2")]
    public string ApiVersion { get; set; } = "2.2";

    /// <summary>Whether to connect without a request.</summary>
    [Parameter(HelpMessage = "Connects without a request to verify the credentials.")]
    public SwitchParameter SkipVerification { get; set; }

    // A URL can contain a password or a token, which an error must not show.
    private string? Target => HostUri?.IndexOfAny(['@', '?', '#']) >= 0 ? null : HostUri ?? Profile;

    private bool IsOfAzure => ParameterSetName is AzureClientSet or MachineSet || IsGitHubForAzure;

    private bool IsGitHubForAzure => PipelineIdentity == "GitHub" && TenantId is not null;

    private protected override bool NeedsConnection => false;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (PipelineIdentity == "AzureDevOps" && TenantId is not null)
        {
            WriteError(ErrorRecords.Create(
                "NoCredentials",
                ErrorCategory.AuthenticationError,
                "-PipelineIdentity AzureDevOps cannot sign in to Microsoft Entra ID.",
                "For a Databricks service principal, omit -TenantId. For a Microsoft Entra service principal, run this "
                    + "in the task AzureCLI@2 and use -AzureCli.",
                Target));
            return;
        }

        // Here, because paths can be resolved only on the pipeline's thread.
        CredentialsRequest request = Request();
        if (HostUri is not null && ParameterSetName == AmbientSet && IsTokenMissing(request))
        {
            request.Token = PromptForToken();
            request.AuthType = request.Token is null ? request.AuthType : "pat";
        }

        if (TryExecute(token => ConnectAsync(request, token), Target, out DbxWorkspace workspace))
        {
            // The previous connection stays open, because it can be in a variable, for -Workspace.
            ConnectionStore.Connect(workspace);
            WriteObject(workspace);
        }
    }

    private static bool IsTokenMissing(CredentialsRequest request)
    {
        try
        {
            AmbientConnection.NewOptions().ResolveCredentials(request);
        }
        catch (CredentialsException exception)
        {
            return exception.IsNothingFound;
        }

        return false;
    }

    /// <returns>The token; null without an interactive user, or if nothing was entered.</returns>
    private string? PromptForToken()
    {
        if (Console.IsInputRedirected || ScreenText.IsPipeline)
        {
            return null;
        }

        try
        {
            string address = ScreenText.Line(HostUri);
            Host.UI.WriteLine(
                $"No credentials were found for {address}. To sign in with the Databricks CLI instead, press Enter and "
                + $"run: databricks auth login --host {address}");
            Host.UI.Write("Personal access token: ");
            return Host.UI.ReadLineAsSecureString() is { Length: > 0 } token ? token.Reveal() : null;
        }
        // PowerShell runs with -NonInteractive, or the host has no user interface.
        catch (Exception exception) when (exception is PSInvalidOperationException or HostException
            or NotImplementedException or PSNotSupportedException)
        {
            return null;
        }
    }

    private async Task<DbxWorkspace> ConnectAsync(CredentialsRequest request, CancellationToken cancellationToken)
    {
        JobsClientOptions options = AmbientConnection.NewOptions();
        options.ApiVersion = ApiVersion;
        var client = JobsClient.Connect(request, options);
        try
        {
            string? userName = SkipVerification
                ? null
                : await client.GetCurrentUserNameAsync(s_verification, cancellationToken).ConfigureAwait(false);
            return new DbxWorkspace(client, userName, request.Profile);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private CredentialsRequest Request() => (LocalWorkspace ?? FindLocalWorkspace()) is { } local
        ? LocalWorkspaces.CredentialsOf(local)
        : RequestFromParameters();

    // The address of a local workspace of this process needs no token.
    private DbxLocalWorkspace? FindLocalWorkspace() =>
        ParameterSetName == AmbientSet && Uri.TryCreate(HostUri, UriKind.Absolute, out Uri? address)
            ? LocalWorkspaces.Find(address)
            : null;

    private CredentialsRequest RequestFromParameters() => new()
    {
        Host = HostUri,
        Token = Token?.Reveal(),
        Profile = Profile,
        AuthType = PinnedMethod(),
        Username = Credential?.UserName,
        Password = Credential?.Password?.Reveal(),
        ClientId = IsOfAzure ? null : ClientId,
        ClientSecret = IsOfAzure ? null : ClientSecret?.Reveal(),
        AzureClientId = IsOfAzure ? ClientId : null,
        AzureClientSecret = IsOfAzure ? ClientSecret?.Reveal() : null,
        AzureTenantId = TenantId,
        AzureResourceId = AzureResourceId,
        AzureEnvironment = AzureEnvironment,
        AzureUseManagedIdentity = ManagedIdentity,
        MetadataServiceUrl = MetadataServiceUri,
        OidcTokenVariable = IdentityTokenVariable,
        OidcTokenFile = IdentityTokenFile is null ? null : GetUnresolvedProviderPathFromPSPath(IdentityTokenFile),
        TokenAudience = Audience,
    };

    // The environment must not override explicit parameters.
    private string? PinnedMethod() => ParameterSetName switch
    {
        TokenSet => "pat",
        UserSet => "basic",
        ClientSet => "oauth-m2m",
        AzureClientSet => "azure-client-secret",
        MachineSet => "azure-msi",
        AzureCliSet => "azure-cli",
        DatabricksCliSet => "databricks-cli",
        MetadataSet => "metadata-service",
        VariableSet => "env-oidc",
        FileSet => "file-oidc",
        PipelineSet when IsGitHubForAzure => "github-oidc-azure",
        PipelineSet when PipelineIdentity == "GitHub" => "github-oidc",
        PipelineSet => "azure-devops-oidc",
        _ => AuthenticationMethod,
    };
}
