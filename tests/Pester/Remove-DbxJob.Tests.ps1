BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Remove-DbxJob' {
    BeforeEach {
        Clear-TestWorkspace $local
        $job = Add-TestJob
    }

    It 'deletes jobs and gives nothing' {
        $second = Add-TestJob
        Remove-DbxJob $job.JobId, $second.JobId -Confirm:$false | Should -BeNullOrEmpty
        Get-DbxJob $job.JobId, $second.JobId -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'takes jobs from the pipeline' {
        $job | Remove-DbxJob -Confirm:$false
        (Get-DbxJob).JobId | Should -Not -Contain $job.JobId
    }

    It 'deletes nothing with -WhatIf' {
        $job | Remove-DbxJob -WhatIf
        Get-TestRequest $local -Path '*/jobs/delete' | Should -BeNullOrEmpty
        Get-DbxJob $job.JobId | Should -Not -BeNullOrEmpty
    }

    It 'asks before it deletes' {
        $type = (Get-Command Remove-DbxJob).ImplementingType
        $attribute = [System.Management.Automation.CmdletAttribute]
        $type.GetCustomAttributes($attribute, $true).ConfirmImpact | Should -Be 'High'
    }

    It 'goes on after a job that there is not' {
        Remove-DbxJob 4711, $job.JobId -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure | Should -HaveCount 1
        $failure[0].TargetObject | Should -Be 4711
        $failure[0].CategoryInfo.Category | Should -BeIn 'PermissionDenied', 'ObjectNotFound'
        $failure[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-DbxJob $job.JobId -ErrorAction Ignore | Should -BeNullOrEmpty
    }
}
