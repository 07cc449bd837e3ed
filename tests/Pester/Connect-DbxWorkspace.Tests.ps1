# How a runspace comes to its workspace, and that no secret comes out again.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-DbxLocalWorkspace -Speed 1000
    $server = Get-LocalServer $local
    $address = $local.HostUri.AbsoluteUri
    $secret = [System.Security.SecureString]::new()
    $server.Token.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Connect-DbxWorkspace' {
    BeforeEach {
        Disconnect-DbxWorkspace
        Clear-TestWorkspace $local
    }

    It 'takes a token as text' {
        (Connect-DbxWorkspace $address $server.Token).UserName | Should -Be $server.UserName
    }

    It 'takes a token as a secure string' {
        (Connect-DbxWorkspace -HostUri $address -Token $secret).UserName | Should -Be $server.UserName
    }

    It 'takes a token as the password of a credential' {
        $credential = [pscredential]::new('token', $secret)
        (Connect-DbxWorkspace $address -Token $credential).UserName | Should -Be $server.UserName
    }

    It 'takes a local workspace from the pipeline' {
        $connection = $local | Connect-DbxWorkspace
        $connection.Host | Should -Be $local.HostUri
        $connection.AuthenticationMethod | Should -Be 'pat'
    }

    It 'uses the environment when it is told nothing' {
        $connection = Invoke-WithEnvironment @{ DATABRICKS_HOST = $address; DATABRICKS_TOKEN = $server.Token } {
            Connect-DbxWorkspace
        }
        $connection.Host.AbsoluteUri | Should -Be $address
        $connection.CredentialSource | Should -Match 'DATABRICKS_TOKEN'
    }

    It 'takes the host from the environment when it is told a token only' {
        $connection = Invoke-WithEnvironment @{ DATABRICKS_HOST = $address } {
            Connect-DbxWorkspace -Token $server.Token
        }
        $connection.UserName | Should -Be $server.UserName
    }

    It 'uses a profile of the file that DATABRICKS_CONFIG_FILE names' {
        $file = Join-Path $TestDrive 'profiles'
        "[other]`nhost = $address`ntoken = $($server.Token)`n" | Set-Content $file
        $connection = Invoke-WithEnvironment @{ DATABRICKS_CONFIG_FILE = $file } {
            Connect-DbxWorkspace -Profile other
        }
        $connection.UserName | Should -Be $server.UserName
        $connection.CredentialSource | Should -Match 'other'
    }

    It 'uses the default profile when environment and parameters say nothing' {
        $file = Join-Path $TestDrive 'default'
        "[DEFAULT]`nhost = $address`ntoken = $($server.Token)`n" | Set-Content $file
        Invoke-WithEnvironment @{ DATABRICKS_CONFIG_FILE = $file } {
            (Connect-DbxWorkspace).UserName | Should -Be $server.UserName
        }
    }

    It 'names the profile that is not there' {
        $failure = Get-Failure { Connect-DbxWorkspace -Profile nowhere }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoCredentials,*'
        $failure.ToString() | Should -Match 'nowhere'
    }

    It 'refuses a wrong token at once and keeps what was connected' {
        $first = $local | Connect-DbxWorkspace
        $failure = Get-Failure { Connect-DbxWorkspace $address 'wrong-token-4711' }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Unauthenticated,*'
        $failure.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'token'
        ($failure | Format-List * -Force | Out-String) | Should -Not -Match 'wrong-token-4711'
        Get-DbxWorkspace | Should -Be $first
    }

    It 'goes on after a wrong token when errors are not to stop it' {
        Connect-DbxWorkspace $address wrong -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure.Count | Should -Be 1
    }

    It 'says how an address is written when it is none' {
        $failure = Get-Failure { Connect-DbxWorkspace 'not a host at all' x }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoCredentials,*'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'https://'
    }

    It 'does not wait for minutes for a workspace that asks it to' {
        Add-TestFault $local @{ Kind = 'Status'; Status = 429; RetryAfter = '60' }
        (Get-Failure { $local | Connect-DbxWorkspace }).FullyQualifiedErrorId | Should -BeLike 'TooManyRequests,*'
    }

    It 'refuses plain http to another machine' {
        $failure = Get-Failure { Connect-DbxWorkspace http://adb-1.2.azuredatabricks.net token }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoCredentials,*'
        $failure.ToString() | Should -Match 'unencrypted'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'https'
    }

    It 'refuses an empty token' {
        (Get-Failure { Connect-DbxWorkspace $address '' }).CategoryInfo.Category | Should -Not -Be 'NotSpecified'
    }

    It 'sends nothing with -SkipVerification' {
        $connection = Connect-DbxWorkspace $address $server.Token -SkipVerification
        $connection.UserName | Should -BeNullOrEmpty
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'speaks the version of the API that is asked for' {
        $null = $local | Connect-DbxWorkspace -ApiVersion 2.1
        $null = Get-DbxJob
        (Get-TestRequest $local -Path '*/jobs/list').Path | Should -Be '/api/2.1/jobs/list'
    }

    It 'shows no secret, however the connection is looked at' {
        $connection = Connect-DbxWorkspace $address $server.Token
        $file = Join-Path $TestDrive 'connection.xml'
        $connection | Export-Clixml $file
        $seen = @(
            $connection | Out-String
            $connection | Format-List * -Force | Out-String
            $connection | Format-Custom -Depth 5 | Out-String
            $connection | ConvertTo-Json -Depth 5
            $connection | ConvertTo-Csv
            Get-Content $file -Raw
            "$connection"
            $connection.PSObject.Properties | ForEach-Object { "$($_.Value)" }
        ) -join "`n"
        $seen | Should -Match 'localhost'
        $seen | Should -Not -Match ([regex]::Escape($server.Token))
    }
}

Describe 'The connection' {
    BeforeAll {
        $other = Start-DbxLocalWorkspace -Speed 1000
    }

    AfterAll {
        $other | Stop-DbxLocalWorkspace
    }

    BeforeEach {
        Disconnect-DbxWorkspace
    }

    It 'gives way to -Workspace for one command' {
        $first = $local | Connect-DbxWorkspace
        $null = $other | Connect-DbxWorkspace
        $null = Add-TestJob -Name 'in the other'
        (Get-DbxJob).Settings.Name | Should -Be 'in the other'
        Get-DbxJob -Workspace $first | Should -BeNullOrEmpty
        (Get-DbxWorkspace).Host | Should -Be $other.HostUri
    }

    It 'is not seen by parallel runspaces, which can be handed it' {
        $connection = $local | Connect-DbxWorkspace
        $manifest = Join-Path (Get-Module Databricks.Jobs).ModuleBase 'Databricks.Jobs.psd1'
        $seen = 1..2 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            $failure = $null
            $null = Get-DbxJob -ErrorAction SilentlyContinue -ErrorVariable failure
            $failure.FullyQualifiedErrorId
            $null = Get-DbxJob -Workspace $using:connection
            "user $((Get-DbxWorkspace -ErrorAction Ignore).UserName)"
        } -ThrottleLimit 2
        ($seen -like 'NoCredentials,*').Count | Should -Be 2
        ($seen -eq 'user ').Count | Should -Be 2
    } -Skip:($PSVersionTable.PSVersion.Major -lt 7)

    It 'is the environment where nothing was connected, and follows it' {
        Invoke-WithEnvironment @{ DATABRICKS_HOST = $local.HostUri; DATABRICKS_TOKEN = $server.Token } {
            (Get-DbxWorkspace).Host | Should -Be $local.HostUri
            { Get-DbxJob -ErrorAction Stop } | Should -Not -Throw
        }
        $token = (Get-LocalServer $other).Token
        Invoke-WithEnvironment @{ DATABRICKS_HOST = $other.HostUri; DATABRICKS_TOKEN = $token } {
            (Get-DbxWorkspace).Host | Should -Be $other.HostUri
        }
        Get-DbxWorkspace -ErrorAction Ignore | Should -BeNullOrEmpty
    }
}
