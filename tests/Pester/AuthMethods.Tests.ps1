# The authentication methods, one parameter set each. The tests of the library cover the requests; these tests cover the
# meaning of the parameters, and that no secret is shown.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    # Loads the assembly of the server.
    Start-DbxLocalWorkspace | Stop-DbxLocalWorkspace
    $options = [Databricks.Jobs.LocalWorkspace.LocalWorkspaceOptions]::new()
    $clients = [System.Collections.Generic.Dictionary[string, string]]::new()
    $clients['client-1'] = 'hidden-secret-4711'
    $options.Clients = $clients
    $options.SubjectTokens = [string[]] @('identity-token-4711')
    $server = [Databricks.Jobs.LocalWorkspace.LocalWorkspaceServer]::Start($options)
    $address = $server.Address.AbsoluteUri
    # For methods whose tokens go to Azure only. These tests send nothing there.
    $azureAddress = 'https://adb-1.2.azuredatabricks.net'
    $resource = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Databricks/workspaces/w'

    function ConvertTo-Secret([string] $Text) {
        $secret = [System.Security.SecureString]::new()
        $Text.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
        $secret
    }
    $secret = ConvertTo-Secret 'hidden-secret-4711'
}

AfterAll {
    Disconnect-DbxWorkspace
    $server.Dispose()
}

Describe 'Connect-DbxWorkspace' {
    BeforeEach {
        Disconnect-DbxWorkspace
        $server.ClearRequests()
    }

    It 'is <Method> with <Name>' -ForEach @(
        @{
            Name = 'a user and a password'; Method = 'basic'
            Arguments = { @{ Credential = [pscredential]::new('ada', $secret) } }
        }
        @{
            Name = 'a client and its secret'; Method = 'oauth-m2m'
            Arguments = { @{ ClientId = 'c'; ClientSecret = $secret } }
        }
        @{
            Name = 'a client, its secret and a tenant'; Method = 'azure-client-secret'
            Arguments = { @{ ClientId = 'c'; ClientSecret = $secret; TenantId = 't'; AzureEnvironment = 'China' } }
        }
        @{
            Name = '-ManagedIdentity'; Method = 'azure-msi'
            Arguments = { @{ ManagedIdentity = $true; ClientId = 'c' } }
        }
        @{
            Name = '-MetadataServiceUri'; Method = 'metadata-service'
            Arguments = { @{ MetadataServiceUri = 'http://localhost:1/token' } }
        }
        @{
            Name = '-IdentityTokenVariable'; Method = 'env-oidc'
            Arguments = { @{ IdentityTokenVariable = 'X'; ClientId = 'c' } }
        }
        @{ Name = '-IdentityTokenFile'; Method = 'file-oidc'; Arguments = { @{ IdentityTokenFile = 'x' } } }
    ) {
        $arguments = & $Arguments
        # Leftovers in the environment are ignored.
        $connection = Invoke-WithEnvironment @{ DATABRICKS_TOKEN = 'dapi1'; DATABRICKS_AUTH_TYPE = 'pat' } {
            $target = if ($Method -like 'azure-*') { $azureAddress } else { $address }
            Connect-DbxWorkspace $target @arguments -SkipVerification
        }
        $connection.AuthenticationMethod | Should -Be $Method
        $connection.CredentialSource | Should -Match 'argument|variable X'
        $server.Requests | Should -BeNullOrEmpty
        $connection | Format-List * -Force | Out-String | Should -Not -Match 'hidden-secret-4711'
    }

    It 'is <Method> for the identity of a pipeline: <Name>' -ForEach @(
        @{ Name = 'GitHub'; Method = 'github-oidc'; More = @{ ClientId = 'c' } }
        @{ Name = 'GitHub'; Method = 'github-oidc-azure'; More = @{ ClientId = 'c'; TenantId = 't' } }
        @{ Name = 'AzureDevOps'; Method = 'azure-devops-oidc'; More = @{ ClientId = 'c' } }
    ) {
        $variables = @{
            ACTIONS_ID_TOKEN_REQUEST_URL = 'https://localhost/x'
            ACTIONS_ID_TOKEN_REQUEST_TOKEN = 'x'
            SYSTEM_ACCESSTOKEN = 'x'
            SYSTEM_TEAMFOUNDATIONCOLLECTIONURI = 'https://localhost/x'
            SYSTEM_TEAMPROJECTID = 'x'
            SYSTEM_HOSTTYPE = 'x'
            SYSTEM_PLANID = 'x'
            SYSTEM_JOBID = 'x'
        }
        Invoke-WithEnvironment $variables {
            $target = if ($More.TenantId) { $azureAddress } else { $address }
            (Connect-DbxWorkspace $target -PipelineIdentity $Name @More -SkipVerification).AuthenticationMethod |
                Should -Be $Method
        }
    }

    It 'gets a token for a service principal, and shows its user name and its expiration' {
        $before = [DateTimeOffset]::UtcNow
        $connection = Connect-DbxWorkspace $address -ClientId client-1 -ClientSecret $secret
        $connection.UserName | Should -Be $server.UserName
        $connection.AuthenticationMethod | Should -Be 'oauth-m2m'
        $connection.TokenExpiresAt | Should -BeGreaterThan $before
        (Get-DbxWorkspace).TokenExpiresAt | Should -Be $connection.TokenExpiresAt
        ($server.Requests | Where-Object Path -EQ '/oidc/v1/token') | Should -HaveCount 1
        $connection | Out-String | Should -Match 'oauth-m2m'
        $connection | Out-String | Should -Match 'argument'
    }

    It 'takes the secret as the password of a credential, or as text' {
        $credential = [pscredential]::new('client-1', $secret)
        (Connect-DbxWorkspace $address -ClientId client-1 -ClientSecret $credential).UserName |
            Should -Be $server.UserName
        (Connect-DbxWorkspace $address -ClientId client-1 -ClientSecret hidden-secret-4711).UserName |
            Should -Be $server.UserName
    }

    It 'exchanges the identity token of a file' {
        $file = Join-Path $TestDrive 'jwt'
        Set-Content $file 'identity-token-4711'
        Push-Location $TestDrive
        try {
            (Connect-DbxWorkspace $address -IdentityTokenFile jwt).UserName | Should -Be $server.UserName
        } finally {
            Pop-Location
        }
    }

    It 'uses a service principal of the environment by default' {
        $variables = @{
            DATABRICKS_HOST = $address
            DATABRICKS_CLIENT_ID = 'client-1'
            DATABRICKS_CLIENT_SECRET = 'hidden-secret-4711'
        }
        Invoke-WithEnvironment $variables {
            Get-DbxJob
            Get-DbxJob
            (Get-DbxWorkspace).AuthenticationMethod | Should -Be 'oauth-m2m'
        }
        # All commands use one token.
        ($server.Requests | Where-Object Path -EQ '/oidc/v1/token') | Should -HaveCount 1
    }

    It 'gets a token from the Databricks CLI' {
        $folder = Join-Path $TestDrive 'cli'
        $null = New-Item -ItemType Directory $folder -Force
        $program = Join-Path $folder 'databricks'
        $json = @{ access_token = $server.Token; expiry = '2099-01-01T00:00:00Z' } | ConvertTo-Json -Compress
        "#!/bin/sh`necho '$json'`nexit 0`n$('#' * 1MB)" | Set-Content $program -NoNewline
        chmod +x $program
        Invoke-WithEnvironment @{ DATABRICKS_CLI_PATH = $program } {
            $connection = Connect-DbxWorkspace $address -DatabricksCli
            $connection.UserName | Should -Be $server.UserName
            $connection.CredentialSource | Should -Be 'the Databricks CLI'
            (Connect-DbxWorkspace $address).AuthenticationMethod | Should -Be 'databricks-cli'
        }
    } -Skip:($env:OS -eq 'Windows_NT')

    It 'names what is missing for <Name>' -ForEach @(
        @{ Name = '-AzureCli'; Arguments = @{ AzureCli = $true }; What = 'az' }
        @{ Name = '-DatabricksCli'; Arguments = @{ DatabricksCli = $true }; What = 'databricks' }
        @{
            Name = '-PipelineIdentity GitHub'; What = 'ACTIONS_ID_TOKEN_REQUEST_URL'
            Arguments = @{ PipelineIdentity = 'GitHub' }
        }
        @{
            Name = '-AuthenticationMethod'; What = 'oidc_token_filepath'
            Arguments = @{ AuthenticationMethod = 'file-oidc' }
        }
    ) {
        $failure = Invoke-WithEnvironment @{ PATH = $TestDrive } {
            Get-Failure { Connect-DbxWorkspace $address @Arguments }
        }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoCredentials,*'
        $failure.ToString() | Should -Match $What
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'says which method failed, where its settings came from and what to do, without the secret' {
        $failure = Get-Failure { Connect-DbxWorkspace $address -ClientId client-1 -ClientSecret wrong-secret-4711 }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoCredentials,*'
        $failure.ToString() | Should -Match 'oauth-m2m \(from argument\).*invalid_client'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'client id'
        ($failure | Format-List * -Force | Out-String) + $failure.Exception | Should -Not -Match 'wrong-secret-4711'
    }

    It 'shows no secret and no token in verbose lines' {
        $lines = Connect-DbxWorkspace $address -ClientId client-1 -ClientSecret $secret -Verbose 4>&1 | Out-String
        $lines | Should -Match '/oidc/v1/token'
        $lines | Should -Not -Match 'hidden-secret-4711|local-oauth|Y2xpZW50'
    }

    It 'rejects two families of credentials and names both' {
        $variables = @{ DATABRICKS_HOST = $address; DATABRICKS_TOKEN = 'x'; DATABRICKS_CLIENT_ID = 'c' }
        $failure = Invoke-WithEnvironment $variables { Get-Failure { Connect-DbxWorkspace } }
        $failure.ToString() | Should -Match 'pat \(token from environment variable DATABRICKS_TOKEN\)'
        $failure.ToString() | Should -Match 'oauth \(client_id from environment variable DATABRICKS_CLIENT_ID\)'
        $failure.ErrorDetails.RecommendedAction | Should -Match '-AuthenticationMethod'
    }

    It 'uses no proxy for this machine, because the proxy would read the token' {
        $result = Invoke-WithEnvironment @{ http_proxy = 'http://127.0.0.1:1'; no_proxy = 'elsewhere.example' } {
            Invoke-FreshPowerShell {
                $local = Start-DbxLocalWorkspace
                ($local | Connect-DbxWorkspace).UserName
                $failure = $null
                $address = "http://localhost:$($local.HostUri.Port)"
                $quiet = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = 'failure' }
                Connect-DbxWorkspace $address -ClientId x -ClientSecret y @quiet
                "$failure"
            }
        }
        $result.Output | Should -Match 'local.user@example.com'
        $result.Output | Should -Match 'returned 401'
        $result.Error | Should -BeNullOrEmpty
    }

    It 'rejects a tenant that an Azure DevOps pipeline cannot use' {
        $failure = Get-Failure { Connect-DbxWorkspace $address -PipelineIdentity AzureDevOps -ClientId c -TenantId t }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoCredentials,*'
        $failure.ErrorDetails.RecommendedAction | Should -Match '-AzureCli'
    }

    It 'says what is missing in the step of a pipeline' {
        $variables = @{
            DATABRICKS_HOST = $address; DATABRICKS_CLIENT_ID = 'c'; PATH = $TestDrive
            SYSTEM_TEAMFOUNDATIONCOLLECTIONURI = 'https://localhost/x'; SYSTEM_TEAMPROJECTID = 'x'
            SYSTEM_HOSTTYPE = 'x'; SYSTEM_PLANID = 'x'; SYSTEM_JOBID = 'x'
        }
        $failure = Invoke-WithEnvironment $variables { Get-Failure { Get-DbxJob } }
        $failure.ToString() | Should -Match 'azure-devops-oidc needs SYSTEM_ACCESSTOKEN'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'SYSTEM_ACCESSTOKEN: \$\(System\.AccessToken\)'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'accepts a resource ID instead of an address' {
        $principal = @{ ClientId = 'c'; ClientSecret = $secret; TenantId = 't' }
        $connection = Connect-DbxWorkspace @principal -AzureResourceId $resource -SkipVerification
        "$connection" | Should -Be "azure:$resource"
    }

    It 'completes <What>' -ForEach @(
        @{ What = 'profiles'; Line = 'Connect-DbxWorkspace -Profile st'; Expected = 'staging' }
        @{ What = 'methods'; Line = 'Connect-DbxWorkspace -AuthenticationMethod azure-m'; Expected = 'azure-msi' }
    ) {
        $file = Join-Path $TestDrive 'profiles'
        Set-Content $file "[staging]`nhost = x`n[other]`nhost = y`n"
        Invoke-WithEnvironment @{ DATABRICKS_CONFIG_FILE = $file } {
            $completion = [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null)
            $completion.CompletionMatches[0].CompletionText | Should -Be $Expected
        }
    }
}
