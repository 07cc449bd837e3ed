using System.Management.Automation;
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
[Cmdlet(VerbsCommunications.Connect, "DbxWorkspace", DefaultParameterSetName = AmbientSet, HelpUri = Help.Base + "Connect-DbxWorkspace.md")]
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
        "The address of the workspace, such as https://adb-1234.5.azuredatabricks.net. Without it the environment or a profile tells.";

    private const string ResourceHelp =
        "The workspace's resource id in Azure, /subscriptions/.../workspaces/..., which can stand in for its address.";

    private const string CloudHelp = "The Azure cloud, where the address of the workspace does not tell.";
    private const string TenantHelp = "The tenant of Entra ID, as an id or a domain.";
    private const string FederatedHelp = "The client id of the service principal that the identity token speaks for.";
    private const string AudienceHelp = "The audience to ask the identity token for; the workspace's token endpoint if left out.";

    // Someone sits at the prompt: a host that does not answer is more likely wrong than busy.
    private static readonly RetryPolicy Verification = new(TimeSpan.FromSeconds(10), TimeSpan.Zero);

    /// <summary>The address of the workspace.</summary>
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
    [Parameter(
        ParameterSetName = DatabricksCliSet,
        HelpMessage = "The profile of .databrickscfg that the Databricks CLI is logged in for.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? Profile { get; set; }

    /// <summary>A user with a password.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = UserSet,
        HelpMessage = "A user's name and password, where the workspace still takes them.")]
    [ValidateNotNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The client id of a service principal or a managed identity.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ClientSet, HelpMessage = "The client id of a service principal of Databricks.")]
    [Parameter(Mandatory = true, ParameterSetName = AzureClientSet, HelpMessage = "The client id of a service principal of Entra ID.")]
    [Parameter(ParameterSetName = MachineSet, HelpMessage = "The client id of one of several managed identities of this machine.")]
    [Parameter(ParameterSetName = PipelineSet, HelpMessage = FederatedHelp)]
    [Parameter(ParameterSetName = VariableSet, HelpMessage = FederatedHelp)]
    [Parameter(ParameterSetName = FileSet, HelpMessage = FederatedHelp)]
    [ValidateNotNullOrEmpty]
    public string? ClientId { get; set; }

    /// <summary>The secret of the service principal.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ClientSet,
        HelpMessage = "The secret of the service principal, as a secure string, a credential whose password it is, or text.")]
    [Parameter(
        Mandatory = true,
        ParameterSetName = AzureClientSet,
        HelpMessage = "The secret of the service principal, as a secure string, a credential whose password it is, or text.")]
    [ValidateNotNull]
    [TokenTransformation]
    public SecureString? ClientSecret { get; set; }

    /// <summary>The tenant of Entra ID.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AzureClientSet, HelpMessage = TenantHelp)]
    [Parameter(ParameterSetName = AzureCliSet, HelpMessage = TenantHelp)]
    [Parameter(
        ParameterSetName = PipelineSet,
        HelpMessage = "The tenant of Entra ID, where the service principal is one of Entra ID and not of Databricks. GitHub only.")]
    [ValidateNotNullOrEmpty]
    public string? TenantId { get; set; }

    /// <summary>Whether to use the identity that Azure gave to this machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MachineSet, HelpMessage = "Use the identity that Azure gave to this machine.")]
    public SwitchParameter ManagedIdentity { get; set; }

    /// <summary>Whether to use the login of the Azure CLI.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AzureCliSet, HelpMessage = "Use the login of the Azure CLI (az login).")]
    public SwitchParameter AzureCli { get; set; }

    /// <summary>Whether to use the login of the Databricks CLI.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = DatabricksCliSet,
        HelpMessage = "Use the login of the Databricks CLI (databricks auth login).")]
    public SwitchParameter DatabricksCli { get; set; }

    /// <summary>The resource id of the workspace.</summary>
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

    /// <summary>A program on this machine that gives out tokens.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = MetadataSet,
        HelpMessage = "The address on this machine of a program that gives out tokens, such as http://localhost:1234/token.")]
    [ValidateNotNullOrEmpty]
    public string? MetadataServiceUri { get; set; }

    /// <summary>The build service whose identity token is used.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = PipelineSet,
        HelpMessage = "The build service that runs this, and whose identity token is exchanged: no secret is needed.")]
    [ValidateSet("GitHub", "AzureDevOps")]
    public string? PipelineIdentity { get; set; }

    /// <summary>The environment variable that holds an identity token.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = VariableSet,
        HelpMessage = "The environment variable with an identity token of another issuer, which is exchanged.")]
    [ValidateNotNullOrEmpty]
    public string? IdentityTokenVariable { get; set; }

    /// <summary>The file that holds an identity token.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = FileSet,
        HelpMessage = "The file with an identity token of another issuer, which is exchanged. It is read each time.")]
    [ValidateNotNullOrEmpty]
    public string? IdentityTokenFile { get; set; }

    /// <summary>The audience of the identity token.</summary>
    [Parameter(ParameterSetName = PipelineSet, HelpMessage = AudienceHelp)]
    [ValidateNotNullOrEmpty]
    public string? Audience { get; set; }

    /// <summary>The one method to use.</summary>
    [Parameter(
        ParameterSetName = AmbientSet,
        HelpMessage = "The one method to use of those that environment and profile allow, such as azure-cli.")]
    [Parameter(ParameterSetName = ProfileSet, HelpMessage = "The one method to use of those that the profile allows.")]
    [ValidateNotNullOrEmpty]
    [Alias("AuthType")]
    [ArgumentCompleter(typeof(AuthenticationMethodCompleter))]
    public string? AuthenticationMethod { get; set; }

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

    // An address can have a password or a token in it, which an error must not keep.
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
                "A pipeline of Azure DevOps cannot log in to Entra ID with its identity token by itself.",
                "Leave out -TenantId for a service principal of Databricks; or run this in the task AzureCLI@2 and use -AzureCli.",
                Target));
            return;
        }

        // Here, because paths are found on the pipeline's thread only.
        CredentialsRequest request = Request();
        if (TryExecute(token => ConnectAsync(request, token), Target, out DbxWorkspace workspace))
        {
            // The one before stays open: it may be in a variable, for -Workspace.
            ConnectionStore.Current = workspace;
            WriteObject(workspace);
        }
    }

    private async Task<DbxWorkspace> ConnectAsync(CredentialsRequest request, CancellationToken cancellationToken)
    {
        JobsClientOptions options = AmbientConnection.NewOptions();
        options.ApiVersion = ApiVersion;
        JobsClient client = JobsClient.Connect(request, options);
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
        Token = LocalWorkspace?.Server.Token ?? Token?.Reveal(),
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

    // What was said outright is not to be overruled by what the environment says.
    private string? PinnedMethod() => ParameterSetName switch
    {
        TokenSet or LocalSet => "pat",
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
