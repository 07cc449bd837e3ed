# Profile files in the forms that the Databricks CLI writes and reads, hosts that serve several workspaces, and the
# hosts that receive Entra ID tokens.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    # Loads the assembly of the server.
    Start-DbxLocalWorkspace | Stop-DbxLocalWorkspace
    $options = [Databricks.Jobs.LocalWorkspace.LocalWorkspaceOptions]::new()
    $server = [Databricks.Jobs.LocalWorkspace.LocalWorkspaceServer]::Start($options)
    $address = $server.Address.AbsoluteUri
    $file = Join-Path $TestDrive 'profiles.cfg'

    function Connect-Profile {
        param([string] $Text, [System.Text.Encoding] $Encoding = [System.Text.UTF8Encoding]::new($false))

        $Text = $Text.Replace('{host}', $address).Replace('{token}', $server.Token)
        [System.IO.File]::WriteAllText($file, $Text, $Encoding)
        Invoke-WithEnvironment @{ DATABRICKS_CONFIG_FILE = $file } { Connect-DbxWorkspace -Profile dev }
    }
}

AfterAll {
    Disconnect-DbxWorkspace
    $server.Dispose()
}

Describe 'Connect-DbxWorkspace -Profile' {
    It 'reads a file with <Name>' -ForEach @(
        @{ Name = 'quotation marks'; Text = "[dev]`nhost = `"{host}`"`ntoken = '{token}' # until June`n" }
        @{ Name = 'backquotes'; Text = "[dev]`nhost = {host} ; test`ntoken = ``{token}```n" }
        @{ Name = 'three quotation marks'; Text = "[dev]`nhost: {host}`ntoken: `"`"`"{token}`"`"`"`n" }
        @{ Name = 'quoted keys and CRLF'; Text = "[dev]`r`n`"host`" = {host}`r`n``token`` = {token}`r`n" }
        @{ Name = 'continued lines'; Text = "[dev]`nhost = {host}`ntoken = \`n  {token}`n" }
    ) {
        (Connect-Profile $Text).UserName | Should -Be $server.UserName
    }

    It 'reads a file in <_>' -ForEach 'utf-8', 'utf-16', 'utf-16BE' {
        $encoding = [System.Text.Encoding]::GetEncoding($_)
        $connection = Connect-Profile "[dev]`nhost = {host}`ntoken = {token}`n" $encoding
        $connection.UserName | Should -Be $server.UserName
    }

    It 'names the line that cannot be read, and does not show it' {
        $failure = Get-Failure { Connect-Profile "[dev]`nhost = {host}`nhidden-4711`n" }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoCredentials,*'
        $failure.ToString() | Should -Match "$([regex]::Escape($file)) cannot be read in line 3"
        ($failure | Format-List * -Force | Out-String) | Should -Not -Match '4711'
    }

    It 'rejects a profile that occurs twice' {
        $server.ClearRequests()
        $failure = Get-Failure { Connect-Profile "[dev]`nhost = {host}`n[dev]`ntoken = {token}`n" }
        $failure.ToString() | Should -Match 'profile dev in .* it occurs twice, in the lines 1 and 3'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'reads the ID of the workspace' {
        $connection = Connect-Profile "[dev]`nhost = {host}`ntoken = {token}`nworkspace_id = 4711`naccount_id = a`n"
        $connection.WorkspaceId | Should -Be '4711'
    }
}

Describe 'The address of a page' {
    It 'contains the ID of the workspace' {
        (Connect-DbxWorkspace "$address`?o=4711#job/7" $server.Token).WorkspaceId | Should -Be '4711'
        (Connect-DbxWorkspace $address $server.Token).WorkspaceId | Should -BeNullOrEmpty
    }
}

Describe 'An identity token in a file' {
    It 'is found by the older variable' {
        $variables = @{ DATABRICKS_HOST = $address; DATABRICKS_OIDC_TOKEN_FILE = $file }
        Invoke-WithEnvironment $variables {
            (Connect-DbxWorkspace -SkipVerification).AuthenticationMethod | Should -Be 'file-oidc'
        }
    }
}

Describe 'Entra ID tokens' {
    It 'are not for <Address>, by <Method>' -ForEach @(
        foreach ($address in 'https://evil.example.com', 'http://127.0.0.1:1') {
            @{ Address = $address; Method = 'azure-msi'; Arguments = @{ ManagedIdentity = $true } }
            @{
                Address = $address; Method = 'azure-client-secret'
                Arguments = @{ ClientId = 'c'; ClientSecret = 'hidden-4711'; TenantId = 't' }
            }
            @{
                Address = $address; Method = 'azure-client-secret'
                Arguments = @{
                    ClientId = 'c'; ClientSecret = 'hidden-4711'; TenantId = 't'
                    AzureResourceId = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Databricks/workspaces/w'
                }
            }
        }
    ) {
        $failure = Get-Failure { Connect-DbxWorkspace $Address @Arguments }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoCredentials,*'
        $failure.ToString() | Should -Match 'is not an address of Azure Databricks'
        $failure.ErrorDetails.RecommendedAction | Should -Match '-HostUri'
    }

    It 'are not for other hosts if the environment selects the method' {
        $variables = @{ DATABRICKS_HOST = $address; DATABRICKS_AUTH_TYPE = 'azure-msi'; ARM_USE_MSI = 'true' }
        $failure = Invoke-WithEnvironment $variables { Get-Failure { Get-DbxJob } }
        $failure.ToString() | Should -Match 'is not an address of Azure Databricks'
    }
}
