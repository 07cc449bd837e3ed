BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }
    $job = Add-TestJob
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Get-DbxJobPermissionLevel' {
    It 'gives the levels that a job can be given, with what they allow' {
        $levels = Get-DbxJobPermissionLevel $job.JobId
        $levels | Should -BeOfType ([Databricks.Jobs.Models.JobPermissionsDescription])
        $levels.PermissionLevel | Sort-Object | Should -Be 'CAN_MANAGE', 'CAN_MANAGE_RUN', 'CAN_VIEW', 'IS_OWNER'
        $levels.Description | Should -Not -Contain $null
    }

    It 'takes jobs and ids from the pipeline' {
        ($job | Get-DbxJobPermissionLevel) | Should -HaveCount 4
        ($job.JobId | Get-DbxJobPermissionLevel) | Should -HaveCount 4
    }

    It 'shows a table' {
        Get-DbxJobPermissionLevel $job.JobId | Out-String | Should -Match 'PermissionLevel\s+Description'
    }

    It 'says that there is no such job' {
        $failure = Get-Failure { Get-DbxJobPermissionLevel 4711 }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        $failure.TargetObject | Should -Be 4711
        { Get-DbxJobPermissionLevel 4711 -ErrorAction Stop } | Should -Throw
    }
}
