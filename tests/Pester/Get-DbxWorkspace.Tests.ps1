BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Get-DbxWorkspace' {
    It 'gives what Connect-DbxWorkspace gave' {
        $connection = $local | Connect-DbxWorkspace
        Get-DbxWorkspace | Should -Be $connection
    }

    It 'tells where, as whom, and how that was found out' {
        $connection = Get-DbxWorkspace
        $connection.Host | Should -Be $local.HostUri
        $connection.UserName | Should -Be (Get-LocalServer $local).UserName
        $connection.AuthenticationMethod | Should -Be 'pat'
        $connection.CredentialSource | Should -Not -BeNullOrEmpty
        $connection.ApiVersion | Should -Be '2.2'
    }

    It 'is an error with advice where there is none, and sends nothing' {
        Disconnect-DbxWorkspace
        (Get-LocalServer $local).ClearRequests()
        $failure = Get-Failure { Get-DbxWorkspace }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoCredentials,*'
        $failure.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-TestRequest $local | Should -BeNullOrEmpty
    }
}

Describe 'The first command of a session' {
    BeforeAll {
        $local = Start-TestWorkspace
        $server = Get-LocalServer $local
        $job = Add-TestJob
    }

    AfterAll {
        Stop-TestWorkspace $local
    }

    It 'finds the workspace that the environment names' {
        $variables = @{
            DATABRICKS_HOST = $server.Address.AbsoluteUri; DATABRICKS_TOKEN = $server.Token; TEST_JOB = $job.JobId
        }
        $result = Invoke-WithEnvironment $variables {
            Invoke-FreshPowerShell { (Get-DbxJobPermission $env:TEST_JOB).Principal }
        }
        $result.Error | Should -BeNullOrEmpty
        $result.Output | Should -Match 'admins'
    }

    It 'says what is missing where nothing names one' {
        $result = Invoke-WithEnvironment @{ DATABRICKS_CONFIG_FILE = Join-Path $TestDrive 'none' } {
            Invoke-FreshPowerShell {
                Get-DbxJobPermission 1 -ErrorVariable failure 2>$null
                $failure[0].FullyQualifiedErrorId
            }
        }
        $result.Output | Should -Match '^NoCredentials,'
    }
}
