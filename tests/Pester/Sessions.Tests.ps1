# What one runspace does with the module does not touch another, and a session that lost its connection does not use the
# workspace of the environment, which may be the production one.

BeforeDiscovery {
    $removals = @(
        @{ What = 'Remove-Module'; Script = { Remove-Module Databricks.Jobs } }
        @{ What = 'Import-Module -Force'; Script = { Import-Module $manifest -Force } }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $job = Add-TestJob
    $manifest = Join-Path (Get-Module Databricks.Jobs).ModuleBase 'Databricks.Jobs.psd1'

    # Runs a script in a runspace of its own, as thread jobs and ForEach-Object -Parallel do.
    function Invoke-InRunspace {
        param([scriptblock] $Script, [object] $Argument)

        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("param(`$manifest, `$argument) Import-Module `$manifest; . { $Script }")
            $shell.AddArgument($manifest).AddArgument($Argument).Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
        } finally {
            $shell.Dispose()
        }
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe '<What> in another runspace' -ForEach $removals {
    It 'leaves the connection and the local workspaces of this one' {
        $connection = Get-DbxWorkspace
        Invoke-InRunspace $Script
        Get-DbxWorkspace | Should -Be $connection
        (Get-DbxJob $job.JobId).JobId | Should -Be $job.JobId
    }

    It 'stops the local workspaces that were started there' {
        $port = Invoke-InRunspace ([scriptblock]::Create("(Start-DbxLocalWorkspace).HostUri.Port; $Script"))
        { Start-DbxLocalWorkspace $port -ErrorAction Stop | Stop-DbxLocalWorkspace } | Should -Not -Throw
    }

    It 'leaves a connection that was handed over' {
        $connection = Invoke-InRunspace ([scriptblock]::Create("`$argument | Connect-DbxWorkspace; $Script")) $local
        (Get-DbxJob $job.JobId -Workspace $connection).JobId | Should -Be $job.JobId
    }
}

Describe 'A session that lost its connection' {
    BeforeAll {
        $other = Start-DbxLocalWorkspace
        $server = Get-LocalServer $other
        $variables = @{ DATABRICKS_HOST = $server.Address.AbsoluteUri; DATABRICKS_TOKEN = $server.Token }
    }

    BeforeEach {
        $server.ClearRequests()
    }

    It 'does not use the workspace of the environment after <What>' -ForEach $removals {
        $result = Invoke-WithEnvironment ($variables + @{ TEST_SCRIPT = "$Script" }) {
            Invoke-FreshPowerShell {
                $manifest = (Get-Module Databricks.Jobs).Path
                $null = Start-DbxLocalWorkspace | Connect-DbxWorkspace
                . ([scriptblock]::Create($env:TEST_SCRIPT))
                Import-Module $manifest
                Get-DbxJob -ErrorVariable failure -ErrorAction SilentlyContinue
                $failure.FullyQualifiedErrorId
                "$failure"
                $failure[0].ErrorDetails.RecommendedAction
            }
        }
        $result.Error | Should -BeNullOrEmpty
        $result.Output | Should -Match '(?m)^NoCredentials,'
        $result.Output | Should -Match 'ended when the module was removed'
        $result.Output | Should -Match 'Connect-DbxWorkspace'
        Get-TestRequest $other | Should -BeNullOrEmpty
    }

    It 'does not use it after its local workspace was stopped' {
        Invoke-WithEnvironment $variables {
            $null = Start-DbxLocalWorkspace -OutVariable stopped | Connect-DbxWorkspace
            $stopped | Stop-DbxLocalWorkspace
            "$(Get-Failure { Get-DbxJob })" | Should -Match 'ended when the local workspace http\S+ was stopped'
            "$(Get-Failure { Get-DbxWorkspace })" | Should -Match 'was stopped'
        }
        Get-TestRequest $other | Should -BeNullOrEmpty
        $null = $local | Connect-DbxWorkspace
        (Get-DbxJob $job.JobId).JobId | Should -Be $job.JobId
    }

    It 'uses it when the user says so' {
        Invoke-WithEnvironment $variables {
            $null = Start-DbxLocalWorkspace -OutVariable stopped | Connect-DbxWorkspace
            $stopped | Stop-DbxLocalWorkspace
            Disconnect-DbxWorkspace
            (Get-DbxWorkspace).Host | Should -Be $other.HostUri
            Get-DbxJob | Should -BeNullOrEmpty
        }
        Get-TestRequest $other | Should -HaveCount 1
        Disconnect-DbxWorkspace
        $null = $local | Connect-DbxWorkspace
    }

    It 'is no session that never connected: that one uses the environment again after an import' {
        $result = Invoke-WithEnvironment $variables {
            Invoke-FreshPowerShell {
                Get-DbxJob
                Import-Module (Get-Module Databricks.Jobs).Path -Force
                Get-DbxJob
            }
        }
        $result.Error | Should -BeNullOrEmpty
        Get-TestRequest $other -Path '*/jobs/list' | Should -HaveCount 2
    }
}

Describe 'A local workspace for another process' {
    It 'gives the environment variables to connect with, and shows no token' {
        $variables = @{} + $local.GetEnvironmentVariables()
        $variables.Keys | Sort-Object | Should -Be 'DATABRICKS_HOST', 'DATABRICKS_TOKEN'
        $result = Invoke-WithEnvironment ($variables + @{ TEST_JOB = $job.JobId }) {
            Invoke-FreshPowerShell { (Get-DbxJob $env:TEST_JOB).Settings.Name }
        }
        $result.Error | Should -BeNullOrEmpty
        $result.Output.Trim() | Should -Be 'test job'
        $local | Format-List * | Out-String | Should -Not -Match $variables.DATABRICKS_TOKEN
        $local | ConvertTo-Json | Should -Not -Match $variables.DATABRICKS_TOKEN
    }
}
