BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Get-DbxLocalWorkspace' {
    It 'gets the local workspaces that are running' {
        $other = Start-DbxLocalWorkspace
        Get-DbxLocalWorkspace | Should -Contain $local
        Get-DbxLocalWorkspace | Should -Contain $other
        $other | Stop-DbxLocalWorkspace
        Get-DbxLocalWorkspace | Should -Be $local
    }

    It 'connects to one again, also by its address alone' {
        Disconnect-DbxWorkspace
        (Get-DbxLocalWorkspace | Connect-DbxWorkspace).Host | Should -Be $local.HostUri
        Disconnect-DbxWorkspace
        (Connect-DbxWorkspace "$local").Host | Should -Be $local.HostUri
    }

    It 'gets nothing where none is running' {
        $result = Invoke-FreshPowerShell { @(Get-DbxLocalWorkspace).Count }
        $result.Output.Trim() | Should -Be '0'
        $result.Error | Should -BeNullOrEmpty
    }
}

Describe 'The IDs of two local workspaces' {
    It 'are not the same' {
        $first = Add-TestJob
        $other = Start-TestWorkspace
        (Add-TestJob).JobId | Should -Not -Be $first.JobId
        Stop-TestWorkspace $other
        $null = $local | Connect-DbxWorkspace
    }
}

Describe 'A session that is not connected' {
    It 'names a local workspace that is running' {
        $result = Invoke-WithEnvironment @{ DATABRICKS_CONFIG_FILE = Join-Path $TestDrive 'none' } {
            Invoke-FreshPowerShell {
                $null = Start-DbxLocalWorkspace
                try { Get-DbxJob -ErrorAction Stop } catch { $_.ErrorDetails.RecommendedAction }
            }
        }
        $result.Output | Should -Match 'Get-DbxLocalWorkspace \| Connect-DbxWorkspace'
    }

    It 'says how to connect' {
        $result = Invoke-WithEnvironment @{ DATABRICKS_CONFIG_FILE = Join-Path $TestDrive 'none' } {
            Invoke-FreshPowerShell {
                try { Get-DbxJob -ErrorAction Stop } catch { "$_"; $_.ErrorDetails.RecommendedAction }
            }
        }
        $result.Output | Should -Match 'not connected to a workspace'
        $result.Output | Should -Match 'Run Connect-DbxWorkspace'
    }

    It 'says -Workspace $using:w in a parallel runspace, and that works' {
        $null = $local | Connect-DbxWorkspace
        $w = Get-DbxWorkspace
        $manifest = Join-Path (Get-Module Databricks.Jobs).ModuleBase 'Databricks.Jobs.psd1'
        $shell = [powershell]::Create()
        $script = 'param($manifest, $w) Import-Module $manifest; $null = Get-DbxJob -Workspace $w; Get-DbxJob'
        $null = $shell.AddScript($script).AddArgument($manifest).AddArgument($w)
        $null = $shell.Invoke()
        @($shell.Streams.Error).Count | Should -Be 1
        $shell.Streams.Error[0].ErrorDetails.RecommendedAction | Should -Match '-Workspace \$using:w'
        $shell.Dispose()
    }
}

Describe 'A change in a session that is not connected' {
    It 'is an error of the command, which continues: <Name>' -ForEach @(
        @{ Name = 'Remove-DbxJob'; Run = { 1, 2 | Remove-DbxJob -Confirm:$false } }
        @{ Name = 'Start-DbxJobRun'; Run = { 1, 2 | Start-DbxJobRun } }
        @{ Name = 'Stop-DbxRun'; Run = { 1, 2 | Stop-DbxRun } }
        @{ Name = 'Remove-DbxRun'; Run = { 1, 2 | Remove-DbxRun -Confirm:$false } }
        @{ Name = 'Revoke-DbxJobPermission'; Run = { 1, 2 | Revoke-DbxJobPermission -User a } }
    ) {
        Disconnect-DbxWorkspace -All
        $ErrorActionPreference = 'Continue'
        $failures = @(& $Run 2>&1)
        $failures | Should -HaveCount 2
        $failures.FullyQualifiedErrorId | Should -BeLike 'NoCredentials,*'
        $null = $local | Connect-DbxWorkspace
    }
}

Describe '-WhatIf' {
    It 'names the workspace' {
        $job = Add-TestJob
        $result = Invoke-WithEnvironment @{
            DATABRICKS_HOST = "$local"; DATABRICKS_TOKEN = (Get-LocalServer $local).Token; TEST_JOB = $job.JobId
        } {
            Invoke-FreshPowerShell { Start-DbxJobRun $env:TEST_JOB -WhatIf }
        }
        $result.Output | Should -Match ([regex]::Escape(" in $($local.HostUri.Authority)"))
    }
}
