BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $job = Add-TestJob
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Remove-DbxRun' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'deletes runs, from the pipeline too' {
        $first = $job | Start-DbxJobRun -Wait
        $second = $job | Start-DbxJobRun -Wait
        $first, $second | Remove-DbxRun -Confirm:$false | Should -BeNullOrEmpty
        Get-DbxRun -JobId $job.JobId | Should -BeNullOrEmpty
    }

    It 'says that a run is active, and goes on with the next' {
        $ended = $job | Start-DbxJobRun -Wait
        Set-DbxLocalTask only -DurationSeconds 1e9 -LocalWorkspace $local
        $active = $job | Start-DbxJobRun
        $failure = Get-Failure { Remove-DbxRun $active.RunId, $ended.RunId -Confirm:$false -ErrorAction Continue }
        $failure | Should -HaveCount 1
        $failure.TargetObject | Should -Be $active.RunId
        $failure.ToString() | Should -Match 'active'
        $failure.CategoryInfo.Category | Should -Not -Be 'NotSpecified'
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-Failure { Get-DbxRun $ended.RunId } | Should -Not -BeNullOrEmpty
        $null = $active | Stop-DbxRun -Wait
    }

    It 'names a run that there is not' {
        (Get-Failure { Remove-DbxRun 4711 -Confirm:$false }).ToString() | Should -Match '4711'
    }

    It 'deletes nothing with -WhatIf' {
        $run = $job | Start-DbxJobRun -Wait
        $run | Remove-DbxRun -WhatIf
        Get-TestRequest $local -Path '*/runs/delete' | Should -BeNullOrEmpty
    }

    It 'asks before it deletes' {
        $attribute = (Get-Command Remove-DbxRun).ImplementingType.GetCustomAttributes(
            [System.Management.Automation.CmdletAttribute], $false)
        $attribute.ConfirmImpact | Should -Be 'High'
    }
}
